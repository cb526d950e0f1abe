import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { avecOuSansScript, ouvrirGuichet } from '../guichet-ouvert.ts'
import { cocher } from '../site-ouvert.ts'

/** Porteur and service write to each other with files; an expert without an account is asked for an opinion, and gives it once. */
const fichier = (nom: string, octets: string) => ({ name: nom, mimeType: 'application/pdf', buffer: Buffer.from(octets) })

describe.each(avecOuSansScript())('les échanges, $nom', ({ options }) => {
  const g = ouvrirGuichet({ options })
  let id: string
  beforeAll(async () => {
    const v = await g.entrer('porteur-commune')
    await v.page.goto(paths.espace)
    await v.page.locator('main a[href^="/dossiers/"]').first().click()
    await v.page.waitForURL(/etapes\/depot/)
    id = /dossiers\/([0-9a-f-]{36})/.exec(v.page.url())![1]!
    for (const c of await v.page.locator('input[name=engagements]').all()) await cocher(c)
    await v.page.getByRole('button', { name: /^Déposer/ }).click()
    await v.page.waitForURL(/depose=1/)
    await g.regler('2021-09-21T09:00:00')
    await v.fermer()
  })
  test('le porteur joint un fichier refusé, puis le bon ; le service le lit et répond ; le porteur voit ce qui l’attend', async () => {
    const porteur = await g.entrer('porteur-commune')
    await porteur.page.goto(paths.dossiers.echanges(id))
    await porteur.verifier()
    await porteur.page.locator('[name=texte]').fill('Voici la délibération signée.')
    await porteur.page.locator('[name=fichier]').setInputFiles([fichier('copie.pdf', 'MZ un programme')])
    await porteur.page.getByRole('button', { name: 'Envoyer le message' }).click()
    await porteur.page.getByText('est un programme').first().waitFor()
    await porteur.verifier()
    expect(await porteur.page.locator('[name=texte]').inputValue()).toBe('Voici la délibération signée.')
    await porteur.page.locator('[name=fichier]').setInputFiles([1, 2].map(n => fichier(`page ${n}.pdf`, `%PDF-1.7\n% ${n}\n%%EOF\n`)))
    await porteur.page.getByRole('button', { name: 'Envoyer le message' }).click()
    await porteur.page.waitForURL(/fait=message/)
    await porteur.verifier()

    const service = await g.entrer('referent-2a')
    await service.page.goto(`${paths.instruction.boite}?messages=non_lus`)
    await service.page.getByRole('link', { name: '1 message non lu' }).click()
    await service.page.waitForURL(/echanges/)
    expect(await service.lire()).toContain('page 2.pdf')
    await service.verifier()
    const [recu] = await Promise.all([
      service.page.waitForEvent('download'),
      service.page.getByRole('link', { name: 'page 1.pdf' }).click(),
    ])
    expect(recu.suggestedFilename()).toBe('page 1.pdf')
    await service.page.locator('[name=texte]').fill('Merci, elle est lisible.')
    await service.page.getByRole('button', { name: 'Envoyer le message' }).click()
    await service.page.waitForURL(/fait=message/)

    await porteur.page.goto(paths.espace)
    expect(await porteur.lire()).toContain('Messages : 1 non lu')
    await porteur.verifier()
    await porteur.page.getByRole('link', { name: /^Échanges, / }).click()
    await porteur.page.waitForURL(/echanges/)
    expect(await porteur.lire()).toContain('Merci, elle est lisible.')
    expect(await porteur.lire()).not.toContain('Référent de la Corse-du-Sud')
    for (const v of [porteur, service]) {
      v.sansIncident()
      await v.fermer()
    }
  })

  test('un expert sans compte lit ce qu’on lui montre, répond une fois, et son lien ne sert plus', async () => {
    const service = await g.entrer('referent-2a')
    const { page } = service
    await page.goto(paths.instruction.avis(id))
    await service.verifier()
    await page.locator('[name=expert]').fill('Agence du numérique')
    await page.getByRole('button', { name: 'Envoyer la demande' }).click()
    await page.getByText('Choisissez au moins une partie').first().waitFor()
    await service.verifier()
    await page.locator('[name=courriel]').fill('agence@guichet.example')
    await page.locator('[name=demande]').fill('La solution tient-elle ?')
    await page.locator('summary', { hasText: 'Projet' }).click()
    await page.locator('[name=parties][value="c:projet:resume"]').press('Space')
    await page.getByRole('button', { name: 'Envoyer la demande' }).click()
    await page.waitForURL(/fait=demande/)
    await page.goto(paths.demo.courriels)
    await page
      .getByRole('link', { name: /Un avis vous est demandé/ })
      .first()
      .click()
    const lien = (await page.locator('main a[href*="/avis/"]').first().getAttribute('href'))!

    const expert = await g.arriver()
    await expert.page.goto(lien)
    expect(await expert.lire()).toContain('La solution tient-elle ?')
    expect(await expert.lire()).not.toContain('Plan de financement')
    await expert.verifier()
    await expert.page.locator('[name=texte]').fill('Oui, si la maintenance est payée.')
    await expert.page.getByRole('button', { name: 'Envoyer mon avis' }).click()
    await expert.page.getByText('Dites si un lien existe').first().waitFor()
    await expert.verifier()
    await expert.page.locator('[name=sens][value=reserve]').press('Space')
    await expert.page.locator('[name=liens][value=aucun]').press('Space')
    await expert.page.getByRole('button', { name: 'Envoyer mon avis' }).click()
    await expert.page.waitForURL(/fait=rendu/)
    await expert.verifier()
    await expert.page.goto(lien)
    expect(await expert.lire()).toContain('Votre avis est déjà rendu')
    await expert.verifier()

    await page.goto(paths.instruction.avis(id))
    expect(await service.lire()).toContain('Oui, si la maintenance est payée.')
    await service.verifier()
    for (const v of [service, expert]) {
      v.sansIncident()
      await v.fermer()
    }
  })
})
