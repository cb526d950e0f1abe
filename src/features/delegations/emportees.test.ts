import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../../test/appel-jumeau.ts'
import { autorite, delegation, enregistrer } from '../../test/signataires.ts'
import { lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { lignesDe } from '../conservation/archive/archive.queries.ts'
import { mesReglages } from '../conservation/compte.queries.ts'
import { evenementsDe } from '../instruction/journee/lire-journee.ts'
import { annoncerFins, finsProches } from './annoncer-fins.ts'

let w: World
let admin: Awaited<ReturnType<World['compte']>>
let qui: Awaited<ReturnType<typeof autorite>>
beforeAll(async () => {
  w = await openWorld({ instant: '2026-05-04T10:00:00' })
  await publier(w)
  await publierJumeau(w)
  admin = await w.compte({ nom: 'Administration', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  qui = await autorite(w, admin.cookie)
  await enregistrer(w, admin.cookie, delegation(qui.prefet.fonction, qui.secretaire.fonction, { cle: nouvelId() }))
})
afterAll(() => w.close())

test('une délégation est dans l’archive de son appel et d’aucun autre, et dans ce que chacune des deux personnes emporte', async () => {
  const archive = async (slug: string, table: string) => {
    const { id } = (await w.owner.query('select id from appel where slug = $1', [slug])).rows[0]
    const lues: unknown[] = []
    for await (const l of lignesDe(w.ctx(), id, table)) lues.push(...l)
    return lues
  }
  expect(await archive(SLUG, 'delegations')).toMatchObject([{ arrete_numero: 'R20-2026-03-03-001' }])
  expect(await archive(SLUG, 'signataires')).toHaveLength(2)
  expect(await archive(JUMEAU.slug, 'delegations')).toEqual([])
  const emporte = (compteId: string) => {
    const ctx = { ...w.ctx(), acteur: { compteId, courriel: 'agent@guichet.example', roles: [] } } as never
    return w.auGuichet(tx => mesReglages(tx, ctx))
  }
  expect(await emporte(qui.prefet.id)).toMatchObject({ signatures: [{ qualite: 'le préfet de Corse' }], delegations: [{ sens: 'donnée' }] })
  expect(await emporte(qui.secretaire.id)).toMatchObject({ delegations: [{ arrete_numero: 'R20-2026-03-03-001', sens: 'reçue' }] })
  expect(await emporte(admin.id)).toMatchObject({ signatures: [], delegations: [] })
})

test('trente jours avant le terme, chacune des deux personnes le lit sur sa page de signature, et l’administration n’en lit rien', async () => {
  const id = nouvelId()
  await enregistrer(w, admin.cookie, delegation(qui.prefet.fonction, qui.secretaire.fonction, { cle: id, au: '20/06/2026' }))
  const page = async (cookie: string) => lisible(await w.get(paths.signatures.aSigner, cookie))
  w.regler('2026-05-20T23:59:59')
  expect(await page(qui.prefet.cookie)).not.toContain('prend fin')
  w.regler('2026-05-21T00:00:00')
  expect(await page(qui.prefet.cookie)).toContain(
    'La délégation que vous avez donnée à « la secrétaire générale » prend fin le 20 juin 2026 au soir',
  )
  expect(await page(qui.secretaire.cookie)).toContain(
    'La délégation que vous avez reçue de « le préfet de Corse » prend fin le 20 juin 2026',
  )
  const siennes = (compteId: string) => w.auGuichet(tx => finsProches(tx, w.guichetId, compteId, w.horloge.instant))
  const [a, b] = [await siennes(qui.prefet.id), await siennes(admin.id)]
  expect([a.map(d => d.id), b]).toEqual([[id], []])
  expect(evenementsDe([], [], w.horloge.instant, a)).toMatchObject([{ quoi: 'Fin d’une délégation de signature' }])
  w.regler('2026-06-21T00:00:00')
  expect(await siennes(qui.prefet.id)).toEqual([])
})

test('quand l’une des deux quitte ses fonctions, chaque délégation qui tenait encore est dite finie aux deux, une fois', async () => {
  w.regler('2026-07-01T09:00:00')
  const avant = (await w.courriels()).length
  expect((await w.post(paths.administration.finSignataire(SLUG, qui.secretaire.fonction), {}, admin.cookie)).status).toBe(303)
  w.regler('2026-07-01T10:15:00')
  // that of the 20th of June was over before: of it, nothing is said
  const six = await Promise.all(Array.from({ length: 6 }, () => annoncerFins(w.deps, w.horloge.instant)))
  expect(six.sort()).toEqual([0, 0, 0, 0, 0, 1])
  const mails = (await w.courriels()).slice(avant).filter(c => c.sujet === 'Une délégation de signature a pris fin')
  expect(mails.map(c => c.destinataire).sort()).toEqual([qui.prefet.courriel, qui.secretaire.courriel].sort())
  for (const mot of ['a pris fin le 1er juillet 2026 à 9 h 00', '« la secrétaire générale » a quitté ses fonctions', 'R20-2026-03-03-001'])
    expect(mails[0]!.texte.replaceAll('\u00a0', ' ')).toContain(mot)
  expect((await w.journal()).filter(e => e.action === 'delegation.depart')).toHaveLength(1)
  w.regler('2026-09-01T10:15:00')
  expect(await annoncerFins(w.deps, w.horloge.instant)).toBe(0)
})
