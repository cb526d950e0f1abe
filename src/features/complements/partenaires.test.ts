import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { acteur } from '../../test/acteur.ts'
import { gestesComplements } from '../../test/complements.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { partenairesDe, projetCommun, validationsDe, validerCommun } from '../../test/projet-commun.ts'
import { deposer, joindre, lisible } from '../../test/vico.ts'
import { noterLecture } from './noter-lecture.ts'

const POINTS = {
  'cible-1': 'c:projet:resume',
  'demande-1': 'Dites combien de familles.',
  'cible-2': 'e:plan',
  'demande-2': 'Détaillez la formation.',
  'cible-3': 'p:deliberation',
  'demande-3': 'La page 2 est illisible.',
  echeance: '12/10/2021',
}
const RESUME = 'Trois cents familles de deux communes.'

let m: MondeInstruction
let id: string
let bastia: Awaited<ReturnType<MondeInstruction['w']['compte']>>
beforeAll(async () => {
  m = await ouvrirInstruction()
  bastia = await m.w.compte({ structures: ['Bastia'] })
})
beforeEach(async () => {
  m.w.regler('2021-09-13T10:00:00')
  id = (await projetCommun(m.w, m.porteur.cookie, ['Bastia'])).id
  await validerCommun(m.w, bastia.cookie, id)
  expect((await deposer(m.w, m.porteur.cookie, id)).status).toBe(303)
  await m.w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [id])
  m.w.regler('2021-09-28T15:12:00')
  expect((await gestesComplements(m, id).demander(POINTS)).status).toBe(303)
})
afterAll(() => m.w.close())

const repondre = (qui: { cookie: string }) => m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, qui.cookie)
const contenu = async () => {
  const d = await m.w.auGuichet(tx => tx.selectFrom('dossier').select('reponses').where('id', '=', id).executeTakeFirstOrThrow())
  return (d.reponses as { valeurs: Record<string, unknown> }).valeurs
}

it('une structure associée complète l’étape qui lui est ouverte, lit toute la demande, et seul le porteur envoie', async () => {
  const page = await (await m.w.get(paths.dossiers.complements(id), bastia.cookie)).text()
  for (const mot of ['Dites combien de familles.', 'Détaillez la formation.', 'La page 2 est illisible.', 'Vico répond à ce point.'])
    expect(page).toContain(mot)
  expect(page).toContain(`href="${paths.dossiers.etape(id, 'projet')}#resume"`)
  expect(page).not.toContain('Envoyer les compléments')
  expect(await lisible(await m.w.get(paths.dossiers.etape(id, 'projet'), bastia.cookie))).toContain('l’envoi des compléments par Vico')

  expect((await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: RESUME, titre: 'Autre' }, bastia.cookie)).status).toBe(303)
  expect((await m.w.post(paths.dossiers.etape(id, 'plan'), { part: '1' }, bastia.cookie)).status).toBe(404)
  const refus = await joindre(m.w, bastia.cookie, id, 'deliberation', undefined, 'autre.pdf')
  expect([refus.status, await lisible(refus)]).toEqual([422, expect.stringContaining('Votre structure lit les pièces de ce dossier')])
  expect(await contenu()).toMatchObject({ resume: RESUME, titre: 'Un guichet en ligne pour les familles', part: 250050 })
  expect((await repondre(bastia)).status).toBe(422)
  expect((await gestesComplements(m, id).demandes())[0]!.repondu_le).toBeNull()
  expect((await repondre(m.porteur)).status).toBe(303)
  expect((await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: 'Trop tard.' }, bastia.cookie)).status).not.toBe(200)
  expect(await contenu()).toMatchObject({ resume: RESUME })
})

it('l’étape des pièces s’ouvre au porteur pour la pièce demandée, et à l’associée quand elle lui est ouverte', async () => {
  const pieces = () => m.w.get(paths.dossiers.etape(id, 'pieces'), bastia.cookie)
  const html = await (await m.w.get(paths.dossiers.etape(id, 'pieces'), m.porteur.cookie)).text()
  expect(html).toContain('id="piece-deliberation"')
  expect(html).not.toContain('id="piece-budget"')
  expect((await pieces()).headers.get('location')).toBe(paths.dossiers.complements(id))
  await m.w.owner.query("update partenaire set etapes = '{pieces}' where dossier_id = $1", [id])
  expect((await pieces()).status).toBe(200)
  // seen to fail: the file was forgotten, and the next page opened
  const refus = await joindre(m.w, bastia.cookie, id, 'budget')
  expect([refus.status, await lisible(refus)]).toEqual([422, expect.stringContaining('ses pièces ne changent plus')])
  const autre = new Blob(['%PDF-1.7\n% signee\ntrailer\n<<>>\n%%EOF\n'], { type: 'application/pdf' })
  expect((await joindre(m.w, bastia.cookie, id, 'deliberation', autre, 'signee.pdf')).status).toBe(303)
})

it('ce que l’associée avait validé a changé : elle peut le valider encore, et le porteur en est averti avant l’envoi', async () => {
  const [partenaire] = await partenairesDe(m.w, id)
  const page = () => m.w.get(paths.dossiers.complements(id), m.porteur.cookie)
  expect(await lisible(await page())).not.toContain('Ce que vos partenaires ont validé change')
  await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: RESUME }, m.porteur.cookie)
  expect(await lisible(await page())).toContain('Bastia peut relire le projet et le valider à nouveau')
  const validation = await lisible(await m.w.get(paths.dossiers.validation(id), bastia.cookie))
  expect(validation).toContain('Vico complète ce que le service demande')
  expect(validation).not.toContain('Sans votre validation, le dossier ne peut pas être déposé')
  expect((await validerCommun(m.w, bastia.cookie, id)).status).toBe(303)
  expect(await validationsDe(m.w, partenaire!.id)).toHaveLength(2)
  expect((await repondre(m.porteur)).status).toBe(303)
  expect((await validerCommun(m.w, bastia.cookie, id, { fonction: 'Adjointe' })).status).not.toBe(303)
})

it('dans leur espace, le porteur et l’associée voient ce qu’ils ont à compléter ; une associée à qui rien n’est ouvert lit seulement', async () => {
  const espace = async (qui: { cookie: string }) => (await lisible(await m.w.get(paths.espace, qui.cookie))).replaceAll('\u00a0', ' ')
  const porteur = await espace(m.porteur)
  for (const mot of ['Répondre au service', 'Compléments demandés']) expect(porteur).toContain(mot)
  // by name, in each task and on the line of its dossier
  const taches = porteur.match(/Répondre au service/g)?.length ?? 0
  expect(porteur.match(/Le service demande : [^ ].*? et un autre point\./g)).toHaveLength(2 * taches)
  expect(await espace(bastia)).toContain('Compléter le projet de Vico')
  m.w.regler('2021-10-20T09:00:00')
  expect(await espace(m.porteur)).toContain('En retard')
  await m.w.owner.query("update partenaire set etapes = '{}'")
  expect(await espace(bastia)).not.toContain('Compléter le projet de Vico')
  expect((await m.w.get(paths.dossiers.complements(id), bastia.cookie)).status).toBe(200)
})

it('une réponse trop longue me revient avec son compte de caractères, et rien n’est envoyé', async () => {
  const envoyer = (longueur: number) => m.w.post(paths.dossiers.complements(id), { reponse: 'é'.repeat(longueur) }, m.porteur.cookie)
  const refus = await envoyer(2001)
  expect(refus.status).toBe(422)
  expect((await lisible(refus)).replaceAll('\u00a0', ' ')).toContain('Le message a 2001 caractères. Raccourcissez-le à 2000')
  expect((await gestesComplements(m, id).demandes())[0]!.repondu_le).toBeNull()
  expect((await envoyer(2000)).status).toBe(303)
})

it('la demande se dit lue une fois, quand le premier du projet l’ouvre, même si deux l’ouvrent ensemble', async () => {
  const [demande] = await gestesComplements(m, id).demandes()
  const premiere = m.w.horloge.instant
  for (const [qui, instant] of [
    [m.porteur, premiere],
    [bastia, new Date(premiere.getTime() + 1000)],
  ] as const)
    await noterLecture({ ...m.w.ctx(), acteur: acteur({ compteId: qui.id }), instant }, id, demande!)
  expect((await gestesComplements(m, id).demandes())[0]!.vu_le).toEqual(premiere)
  expect((await m.w.journal()).filter(e => e.objet_id === id && e.action === 'dossier.complements_lus')).toHaveLength(1)
})

it('une autre structure ne voit pas la demande', async () => {
  const renno = await m.w.compte({ structures: ['Renno'] })
  expect((await m.w.get(paths.dossiers.complements(id), renno.cookie)).status).toBe(404)
  expect((await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: 'Non.' }, renno.cookie)).status).toBe(404)
  expect((await repondre(renno)).status).toBe(404)
})
