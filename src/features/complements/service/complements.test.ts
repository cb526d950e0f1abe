import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { gestesComplements, POINT } from '../../../test/complements.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

const demander = (corps?: Record<string, string>, qui = m.referent) => gestesComplements(m, id).demander(corps, qui)
const versions = () =>
  m.w.auGuichet(tx => tx.selectFrom('depot').select(['version', 'reponses']).where('dossier_id', '=', id).orderBy('version').execute())

const demandes = () => gestesComplements(m, id).demandes()
/** A request on the résumé, answered. */
async function repondue() {
  await demander()
  expect((await gestesComplements(m, id).repondre()).status).toBe(303)
  return (await demandes())[0]!.id
}

it('le porteur répond sur le dossier, où seul le point demandé s’ouvre ; l’envoi fait une version de plus et l’état reste', async () => {
  expect((await demander()).status).toBe(303)
  expect(await ligneDe(m.w, id)).toMatchObject({ points_attendus: 1, suite: 'attendre' })
  const [demande] = await gestesComplements(m, id).courriels('à compléter avant le')
  // what is asked is named in the mail, and in its subject
  expect(demande!.sujet).toMatch(/\u00a0: Votre projet en quelques phrases$/)
  expect(demande!.texte).toMatch(/Pour instruire votre dossier ITN7-\d+, le service demande\u00a0: Votre projet en quelques phrases\./)
  expect(await lisible(await m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).toContain('Le service vous demande des compléments')
  const page = await (await m.w.get(paths.dossiers.etape(id, 'projet'), m.porteur.cookie)).text()
  expect(page).toContain('name="resume"')
  expect(page).not.toContain('name="titre"')
  expect(page).not.toContain('pour déposer')
  expect((await m.w.get(paths.dossiers.etape(id, 'plan'), m.porteur.cookie)).status).toBe(303)
  await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: 'Trois cents familles.', titre: 'Autre titre' }, m.porteur.cookie)
  await m.w.post(paths.dossiers.etape(id, 'plan'), { part: '1' }, m.porteur.cookie)
  expect(await versions()).toHaveLength(1)
  const six = await Promise.all(
    Array.from({ length: 6 }, () => m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, m.porteur.cookie)),
  )
  expect(six.filter(r => r.status === 303)).toHaveLength(1)
  const [, v2, ...reste] = await versions()
  expect(reste).toEqual([])
  expect(v2!.reponses).toMatchObject({
    valeurs: { resume: 'Trois cents familles.', titre: 'Un guichet en ligne pour les familles', part: 250050 },
  })
  expect(await ligneDe(m.w, id)).toMatchObject({ etat: 'en_instruction', version: 2, points_recus: 1 })
})

it('sans point ni date à venir, la demande revient ; une seule attend à la fois ; ailleurs, rien n’existe', async () => {
  expect((await demander({ echeance: '01/01/2021' })).status).toBe(422)
  expect((await demander(POINT, m.ailleurs)).status).toBe(404)
  const six = await Promise.all(Array.from({ length: 6 }, () => demander()))
  expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
})

it('la réponse se lit avant et après ; close une seule fois sur six, elle quitte la pile à examiner ; ailleurs, elle n’existe pas', async () => {
  const k = await repondue()
  const clore = (qui = m.referent) =>
    m.w.post(paths.instruction.clotureComplement(id, k), { note: 'Chiffre vérifié.', tout: 'oui' }, qui.cookie)
  const page = await (await m.w.get(paths.instruction.complements(id), m.referent.cookie)).text()
  expect(page).toMatch(/<del>.{0,40}supprimé.: <\/span>Les familles inscrivent leurs enfants depuis un seul site\.<\/del>/)
  expect(page).toMatch(/<ins>.{0,40}ajouté.: <\/span>Trois cents familles\.<\/ins>/)
  expect(await ligneDe(m.w, id)).toMatchObject({ suite: 'examiner' })
  expect((await clore(m.ailleurs)).status).toBe(404)
  const six = await Promise.all(Array.from({ length: 6 }, () => clore()))
  expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
  expect((await ligneDe(m.w, id)).suite).not.toBe('examiner')
  expect((await actesDe(m.w, id)).filter(a => a.action === 'instruction.complement_clos')).toMatchObject([{ note: 'Chiffre vérifié.' }])
  const apres = await lisible(await m.w.get(paths.instruction.complements(id), m.referent.cookie))
  expect(apres).toContain('Chiffre vérifié.')
  expect(apres).not.toContain('Tout accepter et clore')
})

it('un verdict que la réponse fait changer se lit avec ce qu’il était', async () => {
  await demander({ ...POINT, 'cible-1': 'e:methode' })
  await m.w.post(paths.dossiers.etape(id, 'methode'), { feuille_de_route: 'aucune' }, m.porteur.cookie)
  const r = await m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, m.porteur.cookie)
  expect(r.status, await lisible(r)).toBe(303)
  expect(await lisible(await m.w.get(paths.instruction.complements(id), m.referent.cookie))).toContain('Ce que la réponse change')
})

it('demander encore remplace la réponse : le dossier attend de nouveau ; sans réponse, rien ne se clôt', async () => {
  const k = await repondue()
  expect((await demander()).status).toBe(303)
  expect(await ligneDe(m.w, id)).toMatchObject({ points_attendus: 1, points_recus: 0, suite: 'attendre' })
  const [, k2] = await demandes()
  const clore = (quoi: string, note = '') =>
    m.w.post(paths.instruction.clotureComplement(id, quoi), { note, tout: 'oui' }, m.referent.cookie)
  expect((await clore(k)).status).toBe(409)
  expect((await clore(k2!.id)).status).toBe(409)
  expect((await clore(crypto.randomUUID())).status).toBe(404)
  await m.w.post(paths.dossiers.complements(id), { reponse: 'Encore.' }, m.porteur.cookie)
  expect((await clore(k2!.id, 'x'.repeat(2001))).status).toBe(422)
  expect((await clore(k2!.id)).status).toBe(303)
})

it('une demande retirée rend le dossier tel que déposé', async () => {
  await demander()
  await m.w.post(paths.dossiers.etape(id, 'projet'), { resume: 'Autre chose.' }, m.porteur.cookie)
  const [k] = await demandes()
  const retirer = (motif: string) => m.w.post(paths.instruction.retraitComplement(id, k!.id), { motif }, m.referent.cookie)
  expect((await retirer('')).status).toBe(422)
  expect((await retirer('Trouvé ailleurs.')).status).toBe(303)
  const d = await m.w.auGuichet(tx => tx.selectFrom('dossier').select('reponses').where('id', '=', id).executeTakeFirstOrThrow())
  expect(d.reponses).toMatchObject({ valeurs: { resume: 'Les familles inscrivent leurs enfants depuis un seul site.' } })
  expect((await m.w.post(paths.dossiers.complements(id), { reponse: 'x' }, m.porteur.cookie)).status).toBe(409)
})

it('rien n’a changé et rien n’est écrit : la réponse ne part pas ; un point changé part sans un mot', async () => {
  await demander({ ...POINT, 'cible-2': 'e:plan', 'demande-2': 'Détaillez la formation.' })
  const envoyer = () => m.w.post(paths.dossiers.complements(id), { reponse: '' }, m.porteur.cookie)
  const page = async () => lisible(await m.w.get(paths.dossiers.complements(id), m.porteur.cookie))
  const vide = await envoyer()
  expect([vide.status, (await lisible(vide)).includes('Rien n’a changé depuis le dépôt')]).toEqual([422, true])
  expect((await page()).match(/Inchangé depuis le dépôt/g)).toHaveLength(2)
  // an expense taken away: the whole step was asked again, its lists with it
  await m.w.post(paths.dossiers.etape(id, 'plan'), { _geste: 'retirer:depenses:formati2' }, m.porteur.cookie)
  expect((await page()).match(/Modifié depuis le dépôt/g)).toHaveLength(1)
  await m.w.post(paths.dossiers.etape(id, 'plan'), { aide: '8 000', part: '2 000' }, m.porteur.cookie)
  expect((await envoyer()).status).toBe(303)
  expect(await versions()).toHaveLength(2)
})
