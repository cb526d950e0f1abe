import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { JUMEAU, publierJumeau } from '../../test/appel-jumeau.ts'
import { autorite, delegation, enregistrer } from '../../test/signataires.ts'
import { publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { lignesDe } from '../conservation/archive/archive.queries.ts'
import { mesReglages } from '../conservation/compte.queries.ts'

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
