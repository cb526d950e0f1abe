import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../../test/appel-jumeau.ts'
import { entrerParLien, navigateur } from '../../test/navigateur.ts'
import { publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { appelConnu } from '../appels/index.ts'
import { agentsDe } from './agents.queries.ts'
import { donnerRole, type SaisieRole } from './donner-role.ts'
import { AIDE, direAgents, phraseRefus } from './lignes.ts'
import { retirerRole } from './retirer-role.ts'

/** The command `npm run agents`, by the functions that it calls. */
let w: World
const [ITN7, AUTRE] = ['itn7-axe3-corse-2021', JUMEAU.slug]
beforeAll(async () => {
  w = await openWorld({ env: { GUICHET_MODE: 'production' } })
  await publier(w)
  await publierJumeau(w)
})
afterAll(() => w.close())

const TERRITOIRE = ['2A', '2B']
const OU = { territoire: TERRITOIRE, lire: appelConnu }
const saisie = (v: Partial<SaisieRole>): SaisieRole => ({
  courriel: 'referent@guichet.example',
  role: 'referent_departemental',
  appels: [ITN7!],
  departements: ['2A'],
  volets: [],
  ...v,
})
const cheffe = saisie({
  courriel: ' Cheffe@Guichet.example ',
  nom: 'La cheffe de service',
  role: 'administrateur',
  appels: [],
  departements: [],
})
const donner = (v: Partial<SaisieRole> = {}) => donnerRole(w.ctx(), saisie(v), OU)
/** What the command lists. */
const liste = async () => {
  const { rows } = await w.owner.query('select id, slug from appel')
  return direAgents(await w.auGuichet(tx => agentsDe(tx, w.guichetId)), new Map(rows.map(a => [a.id, a.slug])))
}

test('sur une base neuve, la première administratrice est nommée, entre par un lien, et pose son second facteur avant toute page', async () => {
  expect(await donnerRole(w.ctx(), cheffe, OU)).toEqual({ ok: true, value: { nouveau: true } })
  const n = navigateur(w)
  await entrerParLien(w, n, 'cheffe@guichet.example')
  const r = await n.get(paths.administration.appels)
  expect([r.status, r.headers.get('location')?.split('?')[0]]).toEqual([303, paths.connexionCode])
  expect(await liste()).toEqual(['cheffe@guichet.example : administrateur, tout le guichet, sans second facteur encore'])
  expect((await w.journal()).map(e => e.action)).toContain('compte.role_donne')
})

// seen to fail: lines of a call added without taking its own away (two départements), every line of the role taken away (the other call is lost)
test('un rôle se donne appel par appel\u00a0; donné deux fois pour un appel, il y prend les nouveaux départements, et l’autre ne change pas', async () => {
  expect(await donner({ appels: [ITN7!, AUTRE!] })).toEqual({ ok: true, value: { nouveau: true } })
  expect(await donner({ departements: ['2B'], volets: ['volet_1'] })).toEqual({ ok: true, value: { nouveau: false } })
  const [, ...lignes] = await liste()
  expect(lignes).toEqual([
    'referent@guichet.example : referent_departemental, appel-jumeau (2A), sans second facteur encore',
    'referent@guichet.example : referent_departemental, itn7-axe3-corse-2021 (2B, volets volet_1), sans second facteur encore',
  ])
  // what the version before reads of it, all calls together
  const { rows } = await w.owner.query("select departements, volets from role where role = 'referent_departemental'")
  expect(rows).toEqual([{ departements: ['2A', '2B'], volets: [] }])
})

test('retiré d’un appel, il reste sur l’autre\u00a0; sans plus aucun appel il n’ouvre rien\u00a0; retiré, la page suivante ne l’a plus', async () => {
  const qui = { courriel: 'referent@guichet.example', role: 'referent_departemental' }
  expect(await retirerRole(w.ctx(), { ...qui, appels: [ITN7!] })).toEqual({ ok: true, value: undefined })
  expect(await retirerRole(w.ctx(), { ...qui, appels: [ITN7!] })).toEqual({ ok: false, error: { kind: 'introuvable' } })
  expect((await liste())[1]).toContain('appel-jumeau (2A)')
  await retirerRole(w.ctx(), { ...qui, appels: [AUTRE!] })
  expect((await liste())[1]).toBe('referent@guichet.example : referent_departemental, aucun appel, sans second facteur encore')
  expect(await retirerRole(w.ctx(), qui)).toEqual({ ok: true, value: undefined })
  expect(await retirerRole(w.ctx(), qui)).toEqual({ ok: false, error: { kind: 'introuvable' } })
  expect(await liste()).toHaveLength(1)
})

test('« tous les appels » se dit, prend la place des appels nommés, et ne se restreint qu’une fois repris', async () => {
  const regional = { courriel: 'regional@guichet.example', role: 'referent_regional', departements: [] }
  await donner(regional)
  await donner({ ...regional, appels: 'tous' })
  expect((await liste())[1]).toBe(
    'regional@guichet.example : referent_regional, tous les appels, présents et à venir, sans second facteur encore',
  )
  expect(await donner(regional)).toEqual({ ok: false, error: { kind: 'deja_tous' } })
  await retirerRole(w.ctx(), regional)
})

const REFUS: [string, Partial<SaisieRole>, string][] = [
  ['une adresse', { courriel: 'pas une adresse' }, 'Ce n’est pas une adresse électronique'],
  ['un rôle', { role: 'roi' }, 'Ce n’est pas un rôle'],
  ['aucun appel', { appels: [] }, 'Dites pour quels appels'],
  ['un appel inconnu', { appels: [ITN7!, 'detr-2027'] }, 'Ce guichet n’a pas ces appels : detr-2027.'],
  ['un département que l’appel n’a pas', { departements: ['2A', '75'] }, `L’appel ${ITN7} n’a pas ces départements : 75.`],
  ['un volet que l’appel n’a pas', { appels: [AUTRE!], volets: ['volet_9'] }, `L’appel ${AUTRE} n’a pas ces volets : volet_9.`],
  ['un référent départemental sans département', { departements: [] }, 'Un référent départemental a un département au moins'],
  ['un département que le guichet n’a pas', { appels: 'tous', departements: ['75'] }, 'Ces départements ne sont pas ceux du guichet : 75.'],
  ['un volet de tous les appels', { appels: 'tous', volets: ['volet_1'] }, 'Un volet est d’un appel'],
  ['un administrateur d’un appel', { role: 'administrateur', departements: [] }, 'Un administrateur est de tout le guichet'],
  ['une direction d’un appel', { role: 'direction', departements: [] }, 'Une direction est de tout le guichet'],
]
// seen to fail: `refusPortee` that looks at départements alone (volet_4 is given on a call that has none)
test.each(REFUS)('%s : refusé en une phrase, et rien n’est écrit', async (_, v, phrase) => {
  const avant = [(await w.journal()).length, await liste()]
  const r = await donner(v)
  const { courriel, role } = saisie(v)
  expect(!r.ok && phraseRefus(r.error, { courriel, role, territoire: TERRITOIRE })).toContain(phrase)
  expect([(await w.journal()).length, await liste()]).toEqual(avant)
})

test('l’aide nomme chaque option', () => {
  for (const mot of ['--appel', '--tous-les-appels', '--departements', '--volets', '--nom', 'retirer']) expect(AIDE).toContain(mot)
})
