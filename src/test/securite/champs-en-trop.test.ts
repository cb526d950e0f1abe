import { afterAll, beforeAll, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { commencer, publier, REPONSES } from '../vico.ts'
import { openWorld, type World } from '../world.ts'

/**
 * A form sent with fields that it does not offer: every column of the database, with a value that would suit whoever sends it. It does what it does without them.
 * Seen to fail: `renommer` that writes what came, `rejoindre` that takes the proof from the form, a step that keeps the answers of another.
 */
let w: World
let enTrop: Record<string, string>
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  const { rows } = await w.owner.query(
    "select distinct column_name as c, data_type as t from information_schema.columns where table_schema = 'public'",
  )
  const voulu: Record<string, string> = {
    ...{
      etat: 'active',
      preuve: 'proconnect',
      role: 'administrateur',
      email_verified: 'true',
      second_facteur: 'true',
      two_factor_enabled: 'true',
    },
    ...{ email: 'prefet@guichet.example', numero: 'A-1', guichet_id: nouvelId(), montant: '99999999', accorde: '99999999' },
  }
  const valeur = (t: string) => (t === 'uuid' ? nouvelId() : /timestamp|date/.test(t) ? '2021-01-01' : t === 'boolean' ? 'true' : '1')
  enTrop = { ...Object.fromEntries(rows.map(r => [r.c, valeur(r.t)])), ...voulu }
}, 60_000)
afterAll(() => w.close())

/** What a form leaves in the database, without the identifiers that differ each time. */
const laisse = async (table: string, ou: string, valeurs: unknown[]) =>
  (await w.owner.query(`select to_jsonb(t) as l from ${table} t where ${ou}`, valeurs)).rows.map(r =>
    JSON.stringify(r.l).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…'),
  )
const sans = (cles: readonly string[]) => Object.fromEntries(Object.entries(enTrop).filter(([c]) => !cles.includes(c)))

it('mon nom change, et rien d’autre de mon compte', async () => {
  const comptes = []
  for (const plus of [{}, sans(['nom'])]) {
    const c = await w.compte({ courriel: `nom-${comptes.length}@guichet.example` })
    expect((await w.post(paths.compte.nom, { ...plus, nom: 'Marie' }, c.cookie)).status).toBe(303)
    const [compte] = await laisse('compte', 'id = $1', [c.id])
    comptes.push([
      compte!.replace(c.courriel, 'X').replace(/"(created|updated)_at":"[^"]*"/g, ''),
      await laisse('role', 'compte_id = $1', [c.id]),
    ])
  }
  expect(comptes[1]).toEqual(comptes[0])
})

it('rejoindre une structure n’apporte ni preuve, ni rôle, ni acceptation', async () => {
  const liens = []
  for (const plus of [{}, sans(['structure', 'fonction', 'q', 'choix', 'retour'])]) {
    const c = await w.compte()
    // a structure that already has a member: the next one waits
    const structure = (await w.structure(liens.length ? 'Bastia' : 'Ajaccio')).id
    await w.compte({ structures: [liens.length ? 'Bastia' : 'Ajaccio'] })
    expect((await w.post(paths.structures.rejoindre, { ...plus, structure, fonction: 'Secrétaire' }, c.cookie)).status).toBe(303)
    liens.push([await laisse('appartenance', 'compte_id = $1', [c.id]), await laisse('role', 'compte_id = $1', [c.id])])
  }
  expect(liens[0]![0]).toHaveLength(1)
  expect(liens[1]).toEqual(liens[0])
})

it('une étape ne reçoit que ses questions', async () => {
  const dossiers = []
  const autres = { ...REPONSES.porteur, ...REPONSES.methode }
  for (const plus of [{}, { ...sans(Object.keys(REPONSES.projet!)), ...autres }]) {
    const c = await w.compte({ structures: ['Vico'] })
    const id = await commencer(w, c.cookie)
    const r = await w.post(paths.dossiers.etape(id, 'projet'), { ...plus, ...REPONSES.projet! }, c.cookie)
    expect(r.status).toBe(303)
    const [d] = (
      await w.owner.query('select etat, titre, reponses, depose_le, aide_demandee, structure_id, revision from dossier where id = $1', [id])
    ).rows
    // what the corridor wrote of the account, which is not the same twice
    delete d.reponses.valeurs.contact_courriel
    dossiers.push(d)
  }
  expect(dossiers[1]).toEqual(dossiers[0])
})
