import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { avecOuSansScript, ouvrirGuichet } from '../guichet-ouvert.ts'
import { cocher } from '../site-ouvert.ts'

/** A référent at work, from the inbox to the dossier: filters, opens, takes, judges, notes, labels, reads a piece, compares two versions. */
describe.each(avecOuSansScript())('l’instruction, $nom', ({ options }) => {
  const g = ouvrirGuichet({ options, instant: '2021-10-05T09:40' })

  /** From the inbox to the dossier of a structure, by the search. */
  async function ouvrir({ page }: Visiteur, porteur: string) {
    await page.goto(paths.instruction.boite)
    await page.locator('#q').fill(porteur)
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.waitForURL(/q=/)
    await page
      .locator(`main a[href^="${paths.instruction.dossier('')}"]`)
      .first()
      .click()
    await page.getByRole('navigation', { name: 'Parties du dossier' }).waitFor()
    return /dossiers\/([0-9a-f-]{36})/.exec(page.url())![1]!
  }
  const trancher = async ({ page }: Visiteur, raison: string) => {
    await cocher(page.locator('#verdict input[name=resultat][value=respectee]'))
    await page.locator('#verdict textarea').fill(raison)
    await page.getByRole('button', { name: /^Enregistrer( quand même)?$/ }).click()
  }

  test('je filtre, ouvre, prends en charge, tranche une règle, note et étiquette', async () => {
    const v = await g.entrer('referent-2a')
    const { page } = v
    await page.goto(paths.instruction.boite)
    await v.verifier()
    const id = await ouvrir(v, 'Bonifacio')
    await v.verifier()
    expect(await v.lire()).toContain('Base éligible')
    await page.getByRole('button', { name: 'Prendre en charge' }).click()
    await page.waitForURL(/fait=pris/)
    expect(await v.lire()).toContain('Affecté à vous')

    // an administrateur has the same rule open, and judges it first
    const a = await g.entrer('administrateur')
    for (const p of [page, a.page]) await p.goto(`${paths.instruction.instruire(id)}?regle=logiciel-libre#verdict`)
    await trancher(a, 'Aucune solution libre ne tient le registre du port.')
    await a.page.waitForURL(/fait=juge/)
    await a.fermer()
    // the verdict stands clear of the head that stays, and a refused verdict is answered in sight
    await page.waitForTimeout(300)
    const tete = (await page.locator('.gt-tete-serree').boundingBox())!
    const titre = (await page.locator('#verdict-titre').boundingBox())!
    expect(titre.y).toBeGreaterThanOrEqual(tete.y + tete.height - 1)
    await trancher(v, 'La raison donnée suffit.')
    await page.getByText('a jugé cette règle entre-temps').first().waitFor()
    if (options.javaScriptEnabled !== false) {
      await page.waitForTimeout(300)
      const dit = (await page.getByText('a jugé cette règle entre-temps').first().boundingBox())!
      expect([dit.y > 0, dit.y < 900]).toEqual([true, true])
    }
    await v.verifier()
    const refus = await v.lire()
    expect(refus).toContain('Administratrice du guichet : respectée. « Aucune solution libre ne tient le registre du port. »')
    expect(await page.locator('#verdict textarea').inputValue()).toBe('La raison donnée suffit.')
    await page.getByRole('button', { name: 'Enregistrer quand même', exact: true }).click()
    await page.waitForURL(/fait=juge/)
    expect(await v.lire()).toContain('Vous : respectée. « La raison donnée suffit. »')

    await page.goto(paths.instruction.dossier(id))
    await page.locator('#p-notes textarea').fill('Voir si le port voisin a le même besoin.')
    await page.getByRole('button', { name: 'Ajouter la note' }).click()
    await page.waitForURL(/fait=note/)
    await page.getByRole('link', { name: 'Changer les étiquettes' }).click()
    await page.locator('#nouvelles').fill('port')
    await v.verifier()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.waitForURL(/fait=etiquettes/)
    await v.verifier()
    const lu = await v.lire()
    for (const mot of ['Voir si le port voisin a le même besoin.', 'ajoute l’étiquette « port »']) expect(lu).toContain(mot)

    const ailleurs = await g.entrer('referent-2b')
    for (const chemin of [paths.instruction.dossier(id), paths.instruction.versions(id)])
      expect((await ailleurs.page.goto(chemin))?.status()).toBe(404)
    await ailleurs.fermer()
    v.sansIncident()
    await v.fermer()
  })

  test('je lis une pièce sur place, passe à la suivante, et compare deux versions', async () => {
    const v = await g.entrer('referent-2a')
    const { page } = v
    const id = await ouvrir(v, 'Porto-Vecchio')
    await page.getByRole('link', { name: /^Voir ici.*deliberation\.pdf/ }).click()
    await page.waitForURL(url => url.pathname.endsWith('/lecture'))
    await v.verifier()
    const cadre = await page.locator('iframe').getAttribute('src')
    const fichier = await page.request.get(cadre!)
    expect([fichier.status(), fichier.headers()['content-type']]).toEqual([200, 'application/pdf'])
    const recu = await page.request.get((await page.getByRole('link', { name: 'Télécharger', exact: true }).getAttribute('href'))!)
    expect(recu.headers()['content-disposition']).toMatch(/^attachment/)
    await page.getByRole('link', { name: /Pièce suivante/ }).click()
    await page.getByRole('heading', { name: 'Budget prévisionnel', level: 2 }).waitFor()
    await page.getByRole('link', { name: 'Revenir au dossier' }).click()
    await page.waitForURL(url => url.pathname === paths.instruction.dossier(id))

    await page.getByRole('link', { name: /^Comparer avec la version/ }).click()
    await page.waitForURL(url => url.pathname === paths.instruction.versions(id))
    await v.verifier()
    const compare = await v.lire()
    expect(compare).toContain('De la version 1 à la version 2')
    expect(compare).toMatch(/ajouté : *Deux réunions publiques/)
    await page.locator('#avant').selectOption('2')
    await page.getByRole('button', { name: 'Comparer', exact: true }).click()
    await page.getByText('Choisissez deux versions différentes').first().waitFor()
    await v.verifier()
    v.sansIncident()
    await v.fermer()
  })
})
