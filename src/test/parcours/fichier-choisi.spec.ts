import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirGuichet, SANS_SCRIPT } from '../guichet-ouvert.ts'

const g = ouvrirGuichet({})
const FICHIER = { name: 'delib.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }

test('un fichier choisi et pas envoyé n’est pas perdu sur « Continuer »\u00a0: on me demande, et je peux rester', async () => {
  const v = await g.entrer('porteur-commune')
  const { page } = v
  const dites: string[] = []
  let reponse = false
  page.on('dialog', d => {
    dites.push(d.message())
    void (reponse ? d.accept() : d.dismiss())
  })
  await page.goto(paths.espace)
  const adresse = await page.locator('main a[href*="/dossiers/"]').first().getAttribute('href')
  const id = /dossiers\/([0-9a-f-]{36})/.exec(adresse!)![1]!
  await page.goto(paths.dossiers.etape(id, 'pieces'))
  const champ = page.locator('input[type=file]').first()
  await page.waitForTimeout(1000)
  await champ.setInputFiles(FICHIER)
  await page.getByRole('link', { name: 'Continuer' }).click()
  await page.waitForTimeout(500)
  expect(dites).toEqual([expect.stringContaining('delib.pdf')])
  expect(page.url()).toContain('/pieces')
  expect(await champ.evaluate(c => (c as HTMLInputElement).files!.length)).toBe(1)
  reponse = true
  await page.getByRole('link', { name: 'Continuer' }).click()
  await page.waitForURL(u => !u.pathname.endsWith('/pieces'))
  expect(dites).toHaveLength(2)
  const sans = await g.entrer('porteur-commune', SANS_SCRIPT)
  await sans.page.goto(paths.dossiers.etape(id, 'pieces'))
  expect(await sans.lire()).toContain('envoyez-le avant de continuer')
})
