import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { avecOuSansScript, ouvrirGuichet } from '../guichet-ouvert.ts'
import { cocher } from '../site-ouvert.ts'

/** Around filing: filed, opened again, filed again, taken away, copied, withdrawn; a draft left behind, and the derogation that lets it in. */
describe.each(avecOuSansScript())('autour du dépôt, $nom', ({ options }) => {
  const g = ouvrirGuichet({ options })

  const deposer = async ({ page }: Visiteur, bouton: string) => {
    for (const c of await page.locator('input[name=engagements]').all()) await cocher(c)
    await page.getByRole('button', { name: bouton }).click()
    await page.waitForURL(/depose=1/)
  }

  test('je dépose, modifie, dépose à nouveau, emporte, copie, puis retire', async () => {
    const v = await g.entrer('porteur-commune')
    const { page } = v
    await page.goto(paths.espace)
    await page.locator('main a[href^="/dossiers/"]').first().click()
    await page.waitForURL(/etapes\/depot/)
    const id = /dossiers\/([0-9a-f-]{36})/.exec(page.url())![1]!
    await deposer(v, 'Déposer : ')
    await v.verifier()
    await page.getByRole('button', { name: 'Modifier le dossier' }).click()
    await page.waitForURL(/etapes\//)
    await v.verifier()
    await page.goto(paths.dossiers.etape(id, 'projet'))
    await page.locator('#titre').fill('Un titre corrigé après le dépôt')
    await page.getByRole('button', { name: 'Enregistrer et continuer' }).click()
    await page.waitForURL(url => !url.pathname.endsWith('/projet'))
    await page.goto(paths.dossiers.finReouverture(id))
    await v.verifier()
    await page.goto(paths.dossiers.etape(id, 'depot'))
    await v.verifier()
    await deposer(v, 'Déposer à nouveau')
    await v.verifier()
    const recu = (await page.locator('main').textContent())!.replaceAll('\u00a0', ' ')
    expect(recu).toContain('Votre dossier est déposé à nouveau')
    expect(recu).toContain('version 2')
    expect(recu).toContain('Un titre corrigé après le dépôt')

    const zip = await page.request.get(paths.dossiers.zip(id))
    expect([zip.status(), zip.headers()['content-type']]).toEqual([200, 'application/zip'])
    expect((await page.request.get(paths.dossiers.pdf(id))).headers()['content-type']).toBe('application/pdf')

    await page.locator('summary', { hasText: 'Copier, retirer' }).click()
    await page.getByRole('link', { name: 'Copier dans un nouveau dossier' }).click()
    await page.waitForURL(`**${paths.dossiers.copie(id)}`)
    await v.verifier()
    await page.getByRole('button', { name: 'Copier le dossier' }).click()
    await page.waitForURL(/faite=1/)
    await v.verifier()
    expect(await page.locator('main').textContent()).toContain('Ce qui n’est pas repris')

    await page.goto(paths.dossiers.voir(id))
    await page.locator('summary', { hasText: 'Copier, retirer' }).click()
    await page.getByRole('link', { name: 'Retirer le dossier' }).click()
    await page.waitForURL(`**${paths.dossiers.retrait(id)}`)
    await v.verifier()
    await page.locator('#motif').fill('Le projet est reporté.')
    await page.getByRole('button', { name: 'Retirer le dossier' }).click()
    await page.waitForURL(`**${paths.dossiers.voir(id)}`)
    await page.getByRole('heading', { level: 1, name: 'Dossier retiré' }).waitFor()
    await v.verifier()
    v.sansIncident()
    await v.fermer()
  })

  test('mon brouillon reste à la porte\u00a0: une dérogation le laisse entrer', async () => {
    const v = await g.entrer('porteur-epci')
    await v.page.goto(paths.espace)
    const href = await v.page.locator('.gt-vie', { hasText: 'Brouillon' }).locator('a[href^="/dossiers/"]').first().getAttribute('href')
    const id = /dossiers\/([0-9a-f-]{36})/.exec(href!)![1]!
    await g.regler('2021-09-18T09:00')
    await v.page.goto(paths.dossiers.voir(id))
    await v.page.getByRole('heading', { level: 1, name: 'Non déposé' }).waitFor()
    await v.verifier()
    const numero = /ITN7-\d{4}/.exec((await v.page.locator('main').textContent())!)![0]

    const a = await g.entrer('administrateur')
    await a.page.goto(paths.administration.derogations)
    await a.page.locator('#q').fill(numero)
    await a.page.getByRole('button', { name: 'Chercher' }).click()
    await a.page.getByRole('link', { name: new RegExp(`Accorder.*${numero}`) }).waitFor()
    await a.verifier()
    await a.page.getByRole('link', { name: new RegExp(`Accorder.*${numero}`) }).click()
    await a.page.locator('#jour').fill('24/09/2021')
    await a.page.locator('#motif').fill('Coupure du réseau le dernier jour.')
    await a.verifier()
    await a.page.getByRole('button', { name: 'Accorder la dérogation' }).click()
    await a.page.getByText('La dérogation est accordée').waitFor()
    await a.verifier()
    a.sansIncident()
    await a.fermer()

    await v.page.goto(paths.dossiers.voir(id))
    await v.page.waitForURL(/etapes\//)
    expect(await v.page.locator('main').textContent()).toContain('24\u00a0septembre\u00a02021')
    v.sansIncident()
    await v.fermer()
  })
})
