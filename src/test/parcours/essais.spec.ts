import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirInstruction } from '../instruits.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'

/** Somebody of the service who has changed a figure of a call: what it breaks, a case more, the thresholds read, then the call as the public would see it. */
const s = ouvrirSite(async () => {
  const m = await ouvrirInstruction()
  const id = await m.dossier()
  const { rows } = await m.w.owner.query('select numero from dossier where id = $1', [id])
  return { w: m.w, admin: m.administratrice, numero: String(rows[0].numero) }
})
const { studio: p } = paths
const FONDS = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8').replace(
  'valeurs: { voirie: 25 %, batiments',
  'valeurs: { voirie: 24 %, batiments',
)

describe.each(modes())('les essais d’un appel, %s', (_, script, largeur) => {
  test('un chiffre changé fait échouer un essai\u00a0; je le règle, j’en ajoute un, je lis les seuils, et je vois l’appel comme le public', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, taper } = v
    /** With the keyboard alone at the desk: what is pressed is reached, then entered. */
    const bouton = async (nom: string | RegExp) => {
      const b = page.getByRole('button', typeof nom === 'string' ? { name: nom, exact: true } : { name: nom }).first()
      if (!script) return b.click()
      await b.focus()
      await page.keyboard.press('Enter')
    }
    const lien = async (nom: string | RegExp) => {
      const l = page.getByRole('link', typeof nom === 'string' ? { name: nom, exact: true } : { name: nom }).first()
      if (!script) return l.click()
      await l.focus()
      await page.keyboard.press('Enter')
    }
    await v.aller(p.accueil)
    await page.locator('[name=source]').fill(FONDS)
    await bouton('Ouvrir dans le studio')
    await lu('Le brouillon est créé.')
    const brouillon = page.url().split('?')[0]!
    await lien('Essayer')
    await v.titre('Essais')
    await lu('3 sur 5 passent', '2 essais échouent', 'Bloqué par Taux de la catégorie', 'Juste en dessous, au seuil, juste au-dessus')
    await v.controler()
    await lien(/^Revoir la règle/)
    await v.titre('Taux de la catégorie')
    await v.aller(`${brouillon}/essais`)
    await bouton(/^Changer ce que j’attends/)
    await lu('Cet essai attend maintenant ce que donnent les règles.', '1 essai échoue')
    await bouton(/^Changer ce que j’attends/)
    await lu('5 essais passent')

    await lien('Ajouter un essai')
    await v.titre('Ajouter un essai')
    await lien(/Voirie et ouvrages/)
    await lu('Ses réponses', 'Ce que j’attends')
    await v.controler()
    await bouton('Garder cet essai')
    await refuse('Donnez un titre à cet essai')
    await taper('titre', 'Une commune répare un pont')
    await cocher(page.locator('[name=type][value=commune]'))
    await cocher(page.locator('[name=departement][value="19"]'))
    await taper('population', '480')
    await taper('q.date_fin', '30/11/2027')
    await taper('q.aides_etat', '0')
    await taper('depense.travaux', '10 000')
    await taper('aide', '2 400')
    await taper('part', '7 600')
    await bouton('Garder cet essai')
    await lu('L’essai est ajouté.', 'Une commune répare un pont')
    await bouton('Rendre anonyme et ajouter')
    await refuse('Écrivez le numéro du dossier')
    await taper('numero', s.m.numero)
    await bouton('Rendre anonyme et ajouter')
    await lu('Le dossier est ajouté, rendu anonyme.', 'Dossier réel rendu anonyme')
    await bouton('Tout est conforme')
    await lu('C’est noté', /(\d+) sur \1 seuils relus/)
    await v.controler()

    await lien('Voir la page publique')
    await lu('Aperçu d’un brouillon', 'Équipements communaux')
    await v.controler()
    await lien('Voir le simulateur')
    await v.titre('Suis-je éligible')
    await taper('aide', '50 000')
    await taper('part', '50 000')
    await bouton('Voir le résultat')
    await lu('Aperçu d’un brouillon', 'Chaque règle, avec vos chiffres')
    await v.controler()
    await lien('Voir le formulaire')
    await lu('Aperçu d’un brouillon', 'Réponses de l’essai')
    await v.controler()
    // on a phone the steps are folded
    if (!script) await page.locator('summary').filter({ hasText: 'Étape 1 sur' }).click()
    await lien(/^2\. Projet/)
    await lu('Aperçu d’un brouillon', 'Le projet')
    await expect.poll(() => page.locator('[name=resume]').isEnabled()).toBe(true)
    await v.controler()
    if (!script) await page.locator('summary').filter({ hasText: 'Étape 2 sur' }).click()
    await lien(/^3\. Plan de financement/)
    await lu('Aperçu d’un brouillon', 'Aide demandée')
    await v.controler()
    await lien(/^Revenir à «/)
    await v.titre('Équipements communaux')
    v.sansIncident()
    await v.fermer()
  })
})
