import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, analyser, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

const passer = (qui: { cookie: string } = m.referent) => m.w.post(i.comite(id), {}, qui.cookie)
const finirLaFiche = () => analyser(m, id)
const juger = (resultat: string) => m.w.post(i.verdict(id, 'porteur'), { resultat, raison: 'Vérifié.', vu: '' }, m.referent.cookie)

describe('passer un dossier au comité', () => {
  it('quand tout est réglé, il passe une fois ; le journal le garde, le porteur lit « En instruction »', async () => {
    await finirLaFiche()
    const six = await Promise.all(Array.from({ length: 6 }, () => passer()))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await ligneDe(m.w, id)).toMatchObject({ etat: 'au_comite', suite: 'comite' })
    expect((await actesDe(m.w, id)).map(e => e.action)).toEqual([
      'instruction.rapport',
      'instruction.rapport_termine',
      'instruction.au_comite',
    ])
    expect(await lisible(await m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).toContain('En instruction')
  })

  it('au comité, c’est la décision qui est due, dans les huit mois de la réception', async () => {
    await m.w.owner.query(
      "update instruction set echeance = '2021-11-13T22:59:59Z', echeance_motif = 'recevabilite' where dossier_id = $1",
      [id],
    )
    await finirLaFiche()
    await passer()
    expect(await ligneDe(m.w, id)).toMatchObject({ echeance: new Date('2022-05-13T21:59:59Z'), echeance_motif: 'decision' })
    await m.w.post(i.renvoi(id), { raison: 'Une pièce à revoir.' }, m.administratrice.cookie)
    expect(await ligneDe(m.w, id)).toMatchObject({ echeance: new Date('2021-11-13T22:59:59Z'), echeance_motif: 'recevabilite' })
  })

  it('tant que quelque chose n’est pas réglé, la page dit quoi et où, et rien ne change', async () => {
    await juger('non_respectee')
    const r = await passer()
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain('n’est pas tranchée')
    expect(html).toContain(`${i.instruire(id)}?regle=porteur`)
    expect(html).toContain('La fiche d’analyse n’est pas terminée')
    expect((await ligneDe(m.w, id)).etat).toBe('en_instruction')
  })

  it('un complément attendu l’empêche', async () => {
    await finirLaFiche()
    const { depot_id } = await ligneDe(m.w, id)
    const complement = crypto.randomUUID()
    await m.w.owner.query(
      'insert into complement (id, guichet_id, dossier_id, numero, depot_id, demande_le, demande_par, echeance) values ($1, $2, $3, 1, $4, $5, $6, $7)',
      [complement, m.w.guichetId, id, depot_id, m.w.horloge.instant, m.referent.id, new Date('2021-10-08T21:59:59Z')],
    )
    await m.w.owner.query(
      "insert into complement_point (id, guichet_id, complement_id, rang, etape, demande) values ($1, $2, $3, 1, 'projet', 'Précisez.')",
      [crypto.randomUUID(), m.w.guichetId, complement],
    )
    const r = await passer()
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Le porteur n’a pas encore répondu à 1 point')
  })

  it('hors du périmètre il n’existe pas ; avant le relevé la page dit pourquoi', async () => {
    expect((await passer(m.ailleurs)).status).toBe(404)
    id = await m.dossier({ releve: false })
    expect((await passer()).status).toBe(409)
  })
})

it('une règle qui renvoie à un autre appel attend un verdict, dans la boîte comme sur le dossier', async () => {
  await m.w.post(i.priseEnCharge(id), {}, m.referent.cookie)
  expect((await ligneDe(m.w, id)).suite).not.toBe('verifier')
  await m.w.owner.query(
    `insert into verdict_humain (id, guichet_id, dossier_id, depot_id, regle, resultat, motif, rendu_par, rendu_le)
      select $1, guichet_id, dossier_id, depot_id, 'porteur', 'autre_appel', 'Voir un autre appel.', $3, $4 from instruction where dossier_id = $2`,
    [crypto.randomUUID(), id, m.referent.id, m.w.horloge.instant],
  )
  expect((await ligneDe(m.w, id)).suite).toBe('verifier')
  expect(await lisible(await m.w.get(i.boite, m.referent.cookie))).toContain('Trancher : Porteur')
})

it('ce que le comité a délibéré attend sa notification ; une fois notifié, il n’y a plus rien à faire', async () => {
  for (const [etat, suite] of [
    ['au_comite', 'comite'],
    ['delibere', 'comite'],
    ['retenu', 'clos'],
    ['liste_complementaire', 'clos'],
    ['non_retenu', 'clos'],
    ['renonce', 'clos'],
  ]) {
    await m.w.owner.query('update dossier set etat = $2 where id = $1', [id, etat])
    expect((await ligneDe(m.w, id)).suite, etat).toBe(suite)
  }
})

it('un dossier irrecevable ou retiré n’est jamais en retard ; repris, il a de nouveau une échéance', async () => {
  const enRetard = () =>
    m.w.owner.query("update instruction set echeance = '2021-09-20T00:00:00Z', echeance_motif = 'recevabilite' where dossier_id = $1", [id])
  await enRetard()
  await juger('non_respectee')
  expect(
    (await m.w.post(i.irrecevabilite(id), { regles: 'porteur', raison: 'La structure ne peut pas candidater.' }, m.referent.cookie)).status,
  ).toBe(303)
  expect(await ligneDe(m.w, id)).toMatchObject({ etat: 'irrecevable', echeance: null, echeance_motif: null })
  expect((await m.w.post(i.annulationIrrecevabilite(id), { raison: 'Une pièce nouvelle.' }, m.referent.cookie)).status).toBe(303)
  expect(await ligneDe(m.w, id)).toMatchObject({ echeance: new Date('2021-11-13T22:59:59Z'), echeance_motif: 'recevabilite' })
  await m.w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
  expect((await ligneDe(m.w, id)).echeance).toBeNull()
})

describe('renvoyer un dossier en instruction', () => {
  it('l’administration seule, avec une raison', async () => {
    await finirLaFiche()
    await passer()
    expect((await m.w.get(i.renvoi(id), m.administratrice.cookie)).status).toBe(200)
    expect((await m.w.post(i.renvoi(id), { raison: 'Erreur.' }, m.referent.cookie)).status).toBe(403)
    expect((await m.w.post(i.renvoi(id), { raison: ' ' }, m.administratrice.cookie)).status).toBe(422)
    expect((await m.w.post(i.renvoi(id), { raison: 'Une pièce à revoir.' }, m.administratrice.cookie)).status).toBe(303)
    expect(await ligneDe(m.w, id)).toMatchObject({ etat: 'en_instruction' })
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.renvoye', raison: 'Une pièce à revoir.' })
  })
})
