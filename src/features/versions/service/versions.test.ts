import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { deposer, joindre, lisible, PDF } from '../../../test/vico.ts'

const i = paths.instruction
const RESUME = 'Les familles inscrivent leurs enfants depuis un seul site, ouvert à toute heure du jour, sans se déplacer.'
let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier({ releve: false })
})
afterAll(() => m.w.close())

const page = (suite = '', qui = m.referent) => m.w.get(i.versions(id) + suite, qui.cookie)
const lire = async (suite = '', qui = m.referent) => lisible(await page(suite, qui))
const ecrire = (etape: string, corps: Record<string, string>) => m.w.post(paths.dossiers.etape(id, etape), corps, m.porteur.cookie)
/** The porteur changes something before the closing, and files again. */
async function deposerEncore(changer: () => Promise<unknown>) {
  m.w.regler('2021-09-14T10:00:00')
  await m.w.post(paths.dossiers.reouverture(id), {}, m.porteur.cookie)
  await changer()
  expect((await deposer(m.w, m.porteur.cookie, id)).status).toBe(303)
  m.w.regler('2021-09-28T15:12:00')
}

test('une seule version : il n’y a rien à comparer', async () => {
  expect(await lire()).toContain('Une seule version a été déposée : il n’y a rien à comparer.')
})

test('étape par étape, ce que le porteur a changé : avant, après, et le changement en mots', async () => {
  await deposerEncore(async () => {
    await ecrire('projet', { resume: RESUME })
    await ecrire('porteur', { representant_legal: 'Première adjointe' })
    await ecrire('plan', { 'depenses.portail1.ht': '9 000', part: '1 500,50' })
  })
  await deposerEncore(async () => {
    await ecrire('projet', { resume: RESUME.replace('Les familles', 'Les trois cents familles') })
    await joindre(m.w, m.porteur.cookie, id, 'budget', new Blob([PDF, '%%EOF']), 'budget-corrige.pdf')
  })
  const derniere = await lire()
  expect(derniere).toContain('De la version 2 à la version 3')
  expect(derniere).toMatch(/Ce qui a changé Changement Version 2 Version 3 .*réponse modifiée .*Les ajouté : trois cents /)
  expect(derniere).toMatch(/fichier ajouté ajouté : budget-corrige\.pdf/)
  expect(derniere).toContain('inchangé')
  expect(derniere).not.toContain('Première adjointe')

  const premiere = await lire('?avant=1&apres=2')
  expect(premiere).toMatch(
    /Fonction de la personne qui représente la structure réponse modifiée supprimé : Maire ajouté : Première adjointe/,
  )
  expect(premiere).toMatch(/Dépense « Portail des familles » ligne modifiée HT, en euros : supprimé : 10 000,00 € .*ajouté : 9 000,00 €/)
  expect(premiere).toContain('Les mêmes fichiers dans les deux versions.')
  // chosen in the other order, they are read in theirs
  expect(await lire('?avant=3&apres=1')).toContain('De la version 1 à la version 3')
  const dossier = await lisible(await m.w.get(i.dossier(id), m.referent.cookie))
  expect(dossier).toContain('Comparer avec la version 2')
  // on the page of the dossier, what the last version changed, and nothing older
  expect(dossier).toMatch(/sans se déplacer\. Changé dans la version 3/)
  expect(dossier.match(/Changé dans la version 3/g)).toHaveLength(1)
  const historique = await (await m.w.get(i.historique(id), m.referent.cookie)).text()
  expect(historique).toMatch(/Comparer les 3.versions déposées/)
  for (const version of [2, 3]) expect(historique).toContain(`${i.versions(id)}?avant=${version - 1}&amp;apres=${version}`)
})

test('deux versions identiques : rien n’a changé, c’est dit', async () => {
  await deposerEncore(async () => {})
  expect(await lire()).toContain('Rien n’a changé entre ces deux versions.')
})

test('la réponse à des compléments est une version de plus, qui dit à quelle demande elle répond', async () => {
  await m.w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [id])
  const demande = { 'cible-1': 'c:projet:resume', 'demande-1': 'Dites combien.', echeance: '12/10/2021' }
  await m.w.post(i.complements(id), demande, m.referent.cookie)
  await ecrire('projet', { resume: 'Trois cents familles.' })
  await m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, m.porteur.cookie)
  expect(await lire()).toMatch(
    /Version 2 .*Réponse à la demande de compléments n° 1.*supprimé : Les familles .*ajouté : Trois cents familles\./,
  )
})

test('la même version des deux côtés est refusée ; une version qui n’existe pas, et un autre département, ne trouvent rien', async () => {
  await deposerEncore(async () => {})
  const meme = await page('?avant=2&apres=2')
  expect(meme.status).toBe(422)
  expect(await lisible(meme)).toContain('Choisissez deux versions différentes')
  for (const suite of ['?avant=1&apres=9', '?avant=x']) expect((await page(suite)).status).toBe(404)
  expect((await page('', m.ailleurs)).status).toBe(404)
  expect((await page('', m.porteur)).status).toBe(404)
})
