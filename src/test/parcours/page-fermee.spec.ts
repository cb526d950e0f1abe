import sharp from 'sharp'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirGuichet, TELEPHONE } from '../guichet-ouvert.ts'

const g = ouvrirGuichet({})

/** Noise does not compress: the photograph takes some seconds of a telephone's line. */
const photo = async () =>
  sharp({ create: { width: 600, height: 460, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })
    .jpeg({ quality: 90 })
    .toBuffer()

// Seen to fail with the date of the file in its mark: the photograph was sent whole again, and the page went on saying that it had stopped.
test('la page fermée au milieu d’un envoi, je reprends la même photo, que mon téléphone date d’une autre heure : elle finit, et rien ne dit qu’elle s’est arrêtée', async () => {
  const v = await g.entrer('porteur-commune', TELEPHONE)
  const { page } = v
  await page.goto(paths.espace)
  const adresse = await page.locator('main a[href*="/dossiers/"]').first().getAttribute('href')
  const id = /dossiers\/([0-9a-f-]{36})/.exec(adresse!)![1]!
  const pieces = paths.dossiers.etape(id, 'pieces')
  const buffer = await photo()
  const bloc = page.locator('#piece-annexes')
  const choisir = () => bloc.locator('input[type=file]').setInputFiles({ name: 'coupee.jpg', mimeType: 'image/jpeg', buffer })

  await page.goto(pieces)
  // half of it goes, then the line and the page are gone
  await page.route('**/octets', async route => {
    const moitie = route.request().postDataBuffer()!.subarray(0, 60_000)
    await route.fetch({ postData: moitie })
    await route.abort('internetdisconnected')
  })
  await choisir()
  await bloc
    .getByText(/Plus rien ne passe|Connexion perdue/)
    .first()
    .waitFor()
  await page.goto('about:blank')
  await page.unroute('**/octets')

  await page.goto(pieces)
  const arrete = bloc.getByText(/L’envoi de «\u00a0coupee\.jpg\u00a0» s’est arrêté à [1-9]\d?\u00a0%/)
  await arrete.waitFor()
  const position = page.waitForRequest('**/octets').then(r => r.headers()['upload-offset'])
  await new Promise(r => setTimeout(r, 1100))
  await choisir()
  expect(await position).toBe('60000')
  await bloc.getByText('1\u00a0photo, une page').first().waitFor()
  await page.goto(pieces)
  await bloc.getByText('1\u00a0photo, une page').first().waitFor()
  await page.waitForLoadState('networkidle')
  expect(await bloc.getByText('s’est arrêté').count()).toBe(0)
  await bloc.getByRole('button', { name: 'Retirer coupee.pdf', exact: true }).click()
  await v.fermer()
})
