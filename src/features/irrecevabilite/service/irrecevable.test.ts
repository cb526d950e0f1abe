import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { lisible } from '../../../test/vico.ts'
import { fermerDocuments } from '../../documents/index.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
const RAISON = 'La structure ne peut pas candidater seule.'
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
  const jugement = { resultat: 'non_respectee', raison: 'Vu avec le service juridique.', vu: '' }
  expect((await m.w.post(i.verdict(id, 'porteur'), jugement, m.referent.cookie)).status).toBe(303)
})
afterAll(async () => {
  await fermerDocuments()
  await m.w.close()
})

const declarer = (corps: Record<string, string | string[]> = {}, qui: { cookie: string } = m.referent) =>
  m.w.post(i.irrecevabilite(id), { regles: 'porteur', raison: RAISON, ...corps }, qui.cookie)
const revenir = (raison = 'La délibération a été produite.', qui: { cookie: string } = m.referent) =>
  m.w.post(i.annulationIrrecevabilite(id), { raison }, qui.cookie)
const actes = async () => (await actesDe(m.w, id)).filter(a => a.action !== 'instruction.juge')
const courriels = async () => (await m.w.courriels()).filter(c => c.lien === paths.dossiers.voir(id) && c.sujet.includes('irrecevable'))

const lettreLue = async (r: Response) => {
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  return lirePdf(new Uint8Array(await r.arrayBuffer()))
}

describe('déclarer un dossier irrecevable', () => {
  it('la page propose les règles en cause, avec leurs phrases et leurs clauses, celle qui n’est pas respectée déjà cochée', async () => {
    const r = await m.w.get(i.irrecevabilite(id), m.referent.cookie)
    expect(r.status).toBe(200)
    const html = await r.text()
    expect(html).toMatch(/<input[^>]*name="regles"[^>]*value="porteur"[^>]*checked/)
    expect(html).toContain('Non respectée. Vu avec le service juridique.')
    expect(html).toMatch(/Vu avec le service juridique\. C\d/)
  })

  it('le dossier devient irrecevable, le journal le garde, la structure le lit et reçoit un courriel', async () => {
    const r = await declarer()
    expect(r.status).toBe(303)
    expect(await ligneDe(m.w, id)).toMatchObject({ etat: 'irrecevable', suite: 'clos' })
    expect(await actes()).toMatchObject([{ action: 'instruction.irrecevable', regles: ['porteur'], raison: RAISON }])
    const service = await lisible(await m.w.get(r.headers.get('location')!, m.referent.cookie))
    for (const mot of ['Le dossier est irrecevable.', RAISON, 'Lettre et voies de recours']) expect(service).toContain(mot)
    const page = await m.w.get(paths.dossiers.voir(id), m.porteur.cookie)
    const html = await page.text()
    expect(html).toContain(paths.dossiers.lettre(id))
    for (const mot of ['Dossier irrecevable', 'Porteur', RAISON]) expect(html).toContain(mot)
    expect(html).not.toContain('Vu avec le service juridique')
    const [courriel, ...autres] = await courriels()
    expect(autres).toEqual([])
    expect(courriel).toMatchObject({ destinataire: m.porteur.courriel, texte: expect.stringContaining(RAISON) })
    expect(courriel!.texte).toContain('Recours gracieux')
    expect(await lisible(await m.w.get(i.historique(id), m.referent.cookie))).toContain('déclare le dossier irrecevable')
  })

  it('sans règle, sans raison, ou trop longue : la page redemande, avec ce qui était écrit', async () => {
    const sansRegle = await declarer({ regles: [] })
    expect(sansRegle.status).toBe(422)
    const html = await sansRegle.text()
    expect(html).toContain('Cochez au moins une règle')
    expect(html).toContain(RAISON)
    expect(html).not.toMatch(/value="porteur"[^>]*checked/)
    const sansRaison = await declarer({ raison: '  ' })
    expect(sansRaison.status).toBe(422)
    expect(await sansRaison.text()).toMatch(/value="porteur"[^>]*checked/)
    expect((await declarer({ raison: 'x'.repeat(2001) })).status).toBe(422)
    expect((await ligneDe(m.w, id)).etat).toBe('en_instruction')
    expect(await courriels()).toEqual([])
  })

  it('une règle respectée ou inconnue ne rend pas irrecevable', async () => {
    expect((await declarer({ regles: ['porteur', 'inventee'] })).status).toBe(422)
    const html = await (await m.w.get(i.irrecevabilite(id), m.referent.cookie)).text()
    const respectee = (await ligneDe(m.w, id)).verdicts as { regle: string; resultat: string }[]
    const { regle } = respectee.find(v => v.resultat === 'respectee')!
    expect(html).not.toContain(`value="${regle}"`)
    expect((await declarer({ regles: regle })).status).toBe(422)
    expect((await ligneDe(m.w, id)).etat).toBe('en_instruction')
  })

  it('six fois à la fois : une décision, un courriel ; un autre avec une autre raison lit qu’il est trop tard', async () => {
    const six = await Promise.all(
      Array.from({ length: 6 }, (_, n) => (n % 2 ? declarer() : declarer({ raison: 'Autre raison.' }, m.collegue))),
    )
    const statuts = six.map(r => r.status)
    expect(statuts.filter(s => s === 303)).toHaveLength(3)
    expect(statuts.filter(s => s === 409)).toHaveLength(3)
    expect(new Set(statuts.filter((_, n) => n % 2)).size).toBe(1)
    expect(await lisible(six.find(r => r.status === 409)!)).toContain('Ce dossier est irrecevable')
    expect(await actes()).toHaveLength(1)
    expect(await courriels()).toHaveLength(1)
  })

  it('hors du périmètre il n’existe pas ; avant le relevé la page dit pourquoi', async () => {
    for (const adresse of [i.irrecevabilite(id), i.annulationIrrecevabilite(id), i.lettre(id)])
      expect((await m.w.get(adresse, m.ailleurs.cookie)).status).toBe(404)
    expect((await declarer({}, m.ailleurs)).status).toBe(404)
    id = await m.dossier({ releve: false })
    expect((await declarer()).status).toBe(409)
  })
})

describe('la lettre', () => {
  it('dit la règle, la raison et les recours, la même au service et à la structure', async () => {
    for (const [adresse, qui] of [
      [i.lettre(id), m.referent],
      [paths.dossiers.lettre(id), m.porteur],
    ] as const)
      expect((await m.w.get(adresse, qui.cookie)).status).toBe(404)
    await declarer({ raison: `${RAISON}\r\nVoir aussi le règlement.` })
    const deux = [await m.w.get(i.lettre(id), m.referent.cookie), await m.w.get(paths.dossiers.lettre(id), m.porteur.cookie)] as const
    const octets = await Promise.all(deux.map(async r => Buffer.from(await r.clone().arrayBuffer()).toString('base64')))
    expect(octets[0]).toBe(octets[1])
    const { texte, roles } = await lettreLue(deux[1])
    expect([...roles]).toEqual(expect.arrayContaining(['H1', 'L', 'LI']))
    const { numero } = await ligneDe(m.w, id)
    for (const mot of [
      numero,
      'Décision d’irrecevabilité',
      'Porteur',
      RAISON,
      'Voir aussi le règlement.',
      'Décision prise par Référent de la Corse-du-Sud',
      '28 septembre 2021',
      'Recours gracieux auprès du service dans les deux mois',
      'Recours devant le tribunal administratif dans les deux mois',
    ])
      expect(texte).toContain(mot)
    expect(texte).not.toContain('service juridique')
    expect((await m.w.get(i.lettre(id), m.ailleurs.cookie)).status).toBe(404)
    const autre = await m.w.compte({ structures: ['Ajaccio'] })
    expect((await m.w.get(paths.dossiers.lettre(id), autre.cookie)).status).toBe(404)
  })
})

describe('revenir en instruction', () => {
  it('avec une raison ; la décision reste écrite, la structure est prévenue, et l’on peut décider à nouveau', async () => {
    await declarer()
    expect((await revenir(' ')).status).toBe(422)
    expect((await revenir('x'.repeat(2001))).status).toBe(422)
    expect((await revenir('Raison.', m.ailleurs)).status).toBe(404)
    const r = await revenir()
    expect(r.status).toBe(303)
    expect((await ligneDe(m.w, id)).etat).toBe('en_instruction')
    expect((await actes()).at(-1)).toMatchObject({
      action: 'instruction.irrecevabilite_annulee',
      raison: 'La délibération a été produite.',
    })
    const { rows } = await m.w.owner.query('select motif, annulation_motif from irrecevabilite where dossier_id = $1', [id])
    expect(rows).toEqual([{ motif: RAISON, annulation_motif: 'La délibération a été produite.' }])
    expect((await m.w.courriels()).some(c => c.sujet.includes('de nouveau en instruction') && c.lien === paths.dossiers.voir(id))).toBe(
      true,
    )
    expect(await lisible(await m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).not.toContain('irrecevable')
    expect((await m.w.get(i.lettre(id), m.referent.cookie)).status).toBe(404)
    expect((await revenir()).status).toBe(409)
    expect((await declarer()).status).toBe(303)
  })

  it('six fois à la fois : une seule annulation', async () => {
    await declarer()
    const six = await Promise.all(Array.from({ length: 6 }, () => revenir()))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
  })
})
