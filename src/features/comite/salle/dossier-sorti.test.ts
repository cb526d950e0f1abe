import { expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'
import { URL_TEST } from '../../../test/world.ts'

const p = paths.comite
const s = ouvrirSalle()
const numero = async (d: string) => (await s.q('select numero from instruction where dossier_id = $1', [d])).rows[0].numero as string
const salle = (qui: { cookie: string }) => s.lire(s.m.w.get(p.salle(s.seance), qui.cookie))
const estampille = async (qui: { cookie: string }) =>
  /data-salle-estampille-value="([0-9a-f]{32})"/.exec(await (await s.m.w.get(p.salle(s.seance), qui.cookie)).text())![1]
const aDeclarer = async (qui: { cookie: string }) => s.lire(s.m.w.get(p.conflits(s.seance), qui.cookie))

// Seen to fail: with a stamp that says nothing of the state of the dossiers, no screen was told.
it('son porteur retire le dossier dont la salle débat\u00a0: chaque écran l’apprend et passe au suivant, rien ne s’y décide plus, l’intérêt déclaré reste', async () => {
  const [a, b] = s.dossiers as [string, string, string]
  const [admin, membre, deportee] = [s.m.administratrice, s.m.regionale, s.m.hauteCorse]
  await s.deporter(a, deportee)
  const adresse = await s.adresseEcran()
  await s.m.w.post(p.conduiteSalle(s.seance, a), {}, admin.cookie)
  await s.m.w.app.request(URL_TEST + p.propositionSalle(s.seance, a), {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie: admin.cookie },
    body: new URLSearchParams({ sens: 'retenu', montant: '10 000' }),
  })
  const [na, nb] = [await numero(a), await numero(b)]
  expect(await s.lire(s.m.w.get(adresse))).toContain('Proposé 10 000 €')
  expect(await salle(deportee)).toContain('Vous êtes déporté de ce dossier')
  const avant = await estampille(membre)

  expect((await s.m.w.post(paths.dossiers.retrait(a), { motif: 'Projet abandonné.' }, s.m.porteur.cookie)).status).toBe(303)
  expect(await estampille(membre)).not.toBe(avant)
  for (const qui of [admin, membre]) {
    const lue = await salle(qui)
    expect(lue).toContain(`Dossier 1 sur 2 · ${nb}`)
    expect(lue).not.toContain(na)
    expect(lue).toContain('0 dossier décidé sur 2')
  }
  const ecran = await s.lire(s.m.w.get(adresse))
  expect([ecran.includes(nb), ecran.includes(na), ecran.includes('Proposé 10 000 €')]).toEqual([true, false, false])
  // nothing of it any more: neither to decide, to lead the room to, nor to read
  for (const r of [
    await s.decider(a),
    await s.m.w.post(p.conduiteSalle(s.seance, a), {}, admin.cookie),
    await s.m.w.get(p.salleDossier(s.seance, a), membre.cookie),
    await s.m.w.get(p.notesSalle(s.seance, a), membre.cookie),
  ])
    expect(r.status).toBe(404)
  // one press moves it past the one that is seen beside it, not past the one that left
  const [, , c] = s.dossiers
  await s.m.w.post(p.rangSalle(s.seance, c!), { vers: 'haut' }, admin.cookie)
  expect(await s.lire(s.m.w.get(p.salleDossier(s.seance, c!), admin.cookie))).toContain('Dossier 1 sur 2')
  expect((await s.decider(b)).status).toBe(303)

  // whoever was in conflict sits as the others do from then on, and is not asked again; what they declared is kept
  expect(await salle(deportee)).not.toContain('Vous êtes déporté')
  expect(await aDeclarer(deportee)).not.toContain(na)
  expect((await s.q("select 1 from conflit where dossier_id = $1 and declare = 'conflit'", [a])).rowCount).toBe(1)
})

it('sorti de l’ordre du jour pendant la préparation, puis remis\u00a0: l’intérêt déclaré avant tient toujours', async () => {
  const [a, b] = s.dossiers as [string, string, string]
  await s.deporter(a, s.m.hauteCorse)
  await s.q('update seance_dossier set retire_le = $3 where seance_id = $1 and dossier_id = $2', [s.seance, a, s.m.w.horloge.instant])
  expect(await salle(s.m.hauteCorse)).toContain(await numero(b))
  // it is not before this séance: nobody reads it here, in conflict or not
  for (const qui of [s.m.hauteCorse, s.m.regionale]) expect((await s.m.w.get(p.salleDossier(s.seance, a), qui.cookie)).status).toBe(404)
  expect((await s.m.w.post(p.ordre(s.seance), { dossier: a }, s.m.administratrice.cookie)).status).toBe(303)
  await s.m.w.post(p.conduiteSalle(s.seance, a), {}, s.m.administratrice.cookie)
  expect(await salle(s.m.hauteCorse)).toContain('Vous êtes déporté de ce dossier')
  expect(await salle(s.m.regionale)).toContain(await numero(a))
})
