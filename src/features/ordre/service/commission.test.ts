import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { copiesAuComite } from '../../../test/comite.ts'
import { avecOrdre, rangerDossiers } from '../../../test/ordre.ts'
import { ouvrirProcesVerbal } from '../../../test/proces-verbal.ts'
import { SLUG } from '../../../test/vico.ts'

const p = paths.comite
let m: Awaited<ReturnType<typeof ouvrirProcesVerbal>>
beforeAll(async () => {
  m = await ouvrirProcesVerbal(avecOrdre())
})
afterAll(() => m.w.close())

// seen to fail: without `priorites` in what the procès-verbal is made of; with the rank told to whoever is in conflict
it('la commission lit le rang et la raison dans la fiche\u00a0; le procès-verbal les cite, sauf à qui en est déporté', async () => {
  const s = await m.tenir()
  const [premier, second] = s.dossiers as [string, string]
  const { rows } = await m.q('select appel_id, structure_id from dossier where id = $1', [premier])
  const { appel_id, structure_id } = rows[0]
  await rangerDossiers(m.w, [premier, second], m.porteur.id)
  for (const [id, avis] of [
    [premier, 'defavorable'],
    [second, 'favorable'],
  ])
    await m.q(
      `insert into rapport (dossier_id, guichet_id, avis, modifie_par, modifie_le) values ($1, $2, $3, $4, now())
        on conflict (dossier_id) do update set avis = excluded.avis`,
      [id, m.w.guichetId, avis, m.administratrice.id],
    )
  await m.q(
    `insert into ordre_ecart (id, guichet_id, appel_id, structure_id, vague, raison, dite_le, dite_par)
      values (gen_random_uuid(), $1, $2, $3, 'unique', 'Permis refusé.', $4, $5)`,
    [m.w.guichetId, appel_id, structure_id, m.w.horloge.instant, m.administratrice.id],
  )
  const fiche = await m.lire(m.w.get(p.grille(s.seance, second), m.regionale.cookie))
  expect(fiche).toMatch(
    /Priorité 2 sur 4 de Vico\. .*Vico a mis avant : ITN7-[^ ]+, rang 1, proposé au refus\. Raison du service : « Permis refusé\. »/,
  )

  await m.w.post(p.procesVerbal(s.seance), {}, m.administratrice.cookie)
  const pv = await m.lire(m.w.get(p.procesVerbal(s.seance), m.regionale.cookie))
  expect(pv).toMatch(/Ordre du porteur .*Priorité 1 sur 4 de Vico\./)
  expect(pv).toMatch(/Priorité 2 sur 4 de Vico\. Vico a mis avant/)
  const extrait = await m.lire(m.w.get(p.procesVerbal(s.seance), m.hauteCorse.cookie))
  expect(extrait).not.toContain('Priorité 1 sur 4')
  expect(extrait).toContain('Priorité 2 sur 4')

  // in the room, for whoever reads the dossier in debate
  const { seance } = await m.ouvrir(2)
  expect(await m.lire(m.w.get(p.salle(seance), m.regionale.cookie))).toMatch(/Priorité \d sur 6 de Vico\./)
  expect(await m.lire(m.w.get(p.salle(seance), m.hauteCorse.cookie))).not.toMatch(/Priorité \d sur/)
})

it('qui prépare la séance presse « Suivre l’ordre des porteurs »\u00a0: les rangs se remplissent, rien n’est gardé avant l’envoi', async () => {
  const { rows } = await m.q('select id from dossier limit 1', [])
  const ids = await copiesAuComite(m.w, rows[0].id, 3)
  await rangerDossiers(m.w, [ids[2]!, ids[0]!, ids[1]!], m.porteur.id)
  const avant = (await m.q('select count(*)::int as n from seance', [])).rows[0].n
  const page = await m.lire(m.w.get(p.seances(SLUG), m.administratrice.cookie))
  expect(page).toContain('Suivre l’ordre des porteurs')
  const corps = { jour: '', heure: '', lieu: 'Salle', dossiers: ids.slice(0, 3), [`rang-${ids[0]}`]: '7', faire: 'suivre' }
  const suivie = await (await m.w.post(p.seances(SLUG), corps, m.administratrice.cookie)).text()
  const rang = (id: string) => new RegExp(`name="rang-${id}"[^>]*value="(\\d*)"`).exec(suivie)?.[1]
  expect(ids.map(rang)).toEqual(['2', '3', '1'])
  for (const mot of ['Les rangs suivent l’ordre des porteurs', 'value="Salle"']) expect(suivie).toContain(mot)
  expect((await m.q('select count(*)::int as n from seance', [])).rows[0].n).toBe(avant)
})
