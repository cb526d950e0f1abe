import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { envoyerSansScript } from '../gestes-commun.ts'
import { avecOuSansScript, ouvrirGuichet, SANS_SCRIPT, TELEPHONE } from '../guichet-ouvert.ts'

const g = ouvrirGuichet({})
const PDF = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n% ${name}\n%%EOF\n`) })

/** What the browser asks of whoever leaves, and the answer that they give from now on. */
function questions({ page }: Visiteur) {
  const q = { dites: [] as string[], partir: false }
  page.on('dialog', d => {
    q.dites.push(d.message())
    void (q.partir ? d.accept() : d.dismiss())
  })
  return q
}
async function brouillon({ page }: Visiteur) {
  await page.goto(paths.espace)
  const adresse = await page.locator('main a[href*="/dossiers/"]').first().getAttribute('href')
  return /dossiers\/([0-9a-f-]{36})/.exec(adresse!)![1]!
}
/** Chooses a file, then waits until the page holds whoever leaves: its script comes after it. */
const choisir = async ({ page }: Visiteur, selecteur: string, nom: string) => {
  await page.locator(`${selecteur} input[type=file]`).first().setInputFiles(PDF(nom))
  await page.waitForFunction(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })))
}

// Seen to fail: with nobody asked, and with a page that does not wait.
test('un fichier part dès qu’il est choisi\u00a0: « Continuer » attend qu’il soit reçu, et partir autrement se demande', async () => {
  const v = await g.entrer('porteur-commune')
  const { page } = v
  const q = questions(v)
  const id = await brouillon(v)
  let lacher = () => {}
  const retenu = new Promise<void>(r => {
    lacher = r
  })
  await page.route('**/octets', async route => {
    await retenu
    await route.continue()
  })
  await page.goto(paths.dossiers.etape(id, 'pieces'))
  const annexes = page.locator('#piece-annexes')
  await annexes.locator('input[type=file]').setInputFiles(PDF('devis.pdf'))
  await annexes.getByText('Envoi de «\u00a0devis.pdf\u00a0»').waitFor()
  await page.locator('.fr-breadcrumb a').last().click()
  await expect.poll(() => q.dites).toEqual([expect.stringContaining('devis.pdf')])
  expect(page.url()).toContain('/pieces')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await annexes.getByText('La page suivante s’ouvre dès que vos fichiers sont reçus.').waitFor()
  expect(page.url()).toContain('/pieces')
  lacher()
  await page.waitForURL(u => !u.pathname.endsWith('/pieces'))
  expect(q.dites).toHaveLength(1)
  await page.goto(paths.dossiers.etape(id, 'pieces'))
  await annexes
    .getByRole('link', { name: /devis\.pdf/ })
    .first()
    .waitFor()

  await page.goto(paths.dossiers.importPlan(id))
  await choisir(v, 'main', 'plan.pdf')
  await page.locator('.fr-breadcrumb a').last().click()
  await expect.poll(() => q.dites.at(-1)).toContain('plan.pdf')
  expect(new URL(page.url()).pathname).toBe(paths.dossiers.importPlan(id))
  await v.fermer()
})

test('sans script, « Continuer » envoie d’abord ce qui est choisi, et ce qui est refusé le dit sans perdre le reste', async () => {
  const v = await g.entrer('porteur-commune', SANS_SCRIPT)
  const id = await brouillon(v)
  const { page } = v
  await page.goto(paths.dossiers.etape(id, 'pieces'))
  await page.locator('#piece-annexes input[type=file]').setInputFiles(PDF('devis 2.pdf'))
  await page
    .locator('#piece-deliberation input[type=file]')
    .setInputFiles({ name: 'délib.pdf', mimeType: 'application/pdf', buffer: Buffer.from('bonjour') })
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.locator('#piece-deliberation .fr-error-text').waitFor()
  expect(await v.lire()).toContain('n’est pas un PDF')
  await page
    .locator('#piece-annexes')
    .getByRole('link', { name: /devis 2\.pdf/ })
    .first()
    .waitFor()
  await page.locator('#piece-deliberation input[type=file]').setInputFiles(PDF('delib.pdf'))
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.waitForURL(u => !u.pathname.endsWith('/pieces'))
  await page.goto(paths.dossiers.etape(id, 'pieces'))
  await page
    .locator('#piece-deliberation')
    .getByRole('link', { name: /delib\.pdf/ })
    .first()
    .waitFor()
  await v.fermer()
})

/** A telephone's line: 300 ms, 400 kbit/s each way. What the test itself asks of the site does not pass through it. */
async function ligneDeTelephone({ page }: Visiteur) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  const regler = (offline: boolean) =>
    cdp.send('Network.emulateNetworkConditions', { offline, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 })
  await regler(false)
  return { couper: () => regler(true), rendre: () => regler(false) }
}

/** A request that nothing moves for so long is given up (`televersement-ligne.ts`), and a little more. */
const SANS_UN_OCTET = 20_500

/** Noise does not compress: some seconds of that line. */
const photo = async (name: string) => {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
  const buffer = await sharp({ create: { width: 600, height: 460, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
  expect(buffer.length).toBeGreaterThan(120_000)
  return { name, mimeType: 'image/jpeg', buffer }
}

test('sur une ligne de téléphone coupée, ni ce que je tape ni les photos que je prends ne se perdent', async () => {
  const v = await g.entrer('porteur-commune', TELEPHONE)
  const { page } = v
  const id = await brouillon(v)
  const recus = async () => (await (await page.request.get(paths.dossiers.donnees(id))).json()).valeurs
  const dit = (phrase: RegExp) => page.locator('.gt-travail__enreg', { hasText: phrase }).waitFor()
  await page.goto(paths.dossiers.etape(id, 'porteur'))
  const ligne = await ligneDeTelephone(v)
  const champ = page.locator('[name="contact_operationnel"]')
  await champ.fill('Accueil')
  await expect.poll(recus, { timeout: 60_000 }).toMatchObject({ contact_operationnel: 'Accueil' })
  await ligne.couper()
  await champ.fill('Accueil de la mairie, le matin')
  await dit(/connexion perdue/)
  expect(await recus()).toMatchObject({ contact_operationnel: 'Accueil' })
  await ligne.rendre()
  await expect.poll(recus, { timeout: 60_000 }).toMatchObject({ contact_operationnel: 'Accueil de la mairie, le matin' })

  // a photograph on its way when the line goes: the page stays, says where it stands, and shows it joined once the line is back
  const pieces = paths.dossiers.etape(id, 'pieces')
  await page.goto(pieces, { timeout: 120_000 })
  const bloc = page.locator('#piece-annexes')
  const avance = () => bloc.locator('progress').evaluate(p => (p as HTMLProgressElement).value)
  await bloc.locator('input[type=file]').setInputFiles(await photo('affichage.jpg'))
  await expect.poll(avance, { timeout: 60_000 }).toBeGreaterThan(5)
  await ligne.couper()
  await bloc.getByText(/Connexion perdue\. Ce qui est reçu est gardé|est joint\. Connexion perdue/).waitFor({ timeout: 60_000 })
  expect(new URL(page.url()).pathname).toBe(pieces)
  await ligne.rendre()
  await bloc.getByText('1\u00a0photo, une page').first().waitFor({ timeout: 120_000 })

  // another, cut at first, then received while its answer is lost: one page, and not two
  await page.clock.install()
  await page.goto(pieces, { timeout: 120_000 })
  let essais = 0
  let recue = false
  await page.route('**/octets', async route => {
    if (++essais === 1) return route.abort('internetdisconnected')
    if (essais > 2) return route.continue()
    expect((await route.fetch()).status()).toBe(200)
    recue = true
  })
  await bloc.locator('input[type=file]').setInputFiles(await photo('perdue.jpg'))
  await bloc.getByText(/Plus rien ne passe depuis \d+\s%\. Nouvel essai/).waitFor({ timeout: 60_000 })
  // the server has it and the answer never comes: the page gives up what nothing moves any more, and asks
  await expect.poll(() => recue, { timeout: 60_000 }).toBe(true)
  expect(essais).toBe(2)
  await page.clock.fastForward(SANS_UN_OCTET)
  await bloc.getByText('«\u00a0perdue.jpg\u00a0» est joint.').waitFor({ timeout: 30_000 })
  expect([await bloc.getByRole('button', { name: 'Retirer perdue.pdf', exact: true }).count(), essais]).toEqual([1, 3])
  for (const nom of ['affichage.pdf', 'perdue.pdf'])
    await bloc.getByRole('button', { name: `Retirer ${nom}`, exact: true }).click({ timeout: 60_000 })
  await v.fermer()
})

describe.each(avecOuSansScript())('deux photos d’une délibération, $nom', ({ options }) => {
  test('font un PDF de deux pages, que je remets dans l’ordre', async () => {
    const v = await g.entrer('porteur-commune', options)
    const { page } = v
    const id = await brouillon(v)
    await page.goto(paths.dossiers.etape(id, 'pieces'))
    const bloc = page.locator('#piece-annexes')
    const nom = options.javaScriptEnabled === false ? 'votée sans script' : 'votée'
    const photo = async (teinte: string) => ({
      name: `${nom}${teinte === 'red' ? '' : ' 2'}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 60, height: 80, channels: 3, background: teinte } })
        .jpeg()
        .toBuffer(),
    })
    await bloc.locator('input[type=file]').setInputFiles([await photo('red'), await photo('blue')])
    await envoyerSansScript(bloc)
    await bloc.getByText('2\u00a0photos, une page chacune').waitFor()
    await v.verifierAxe()
    await bloc.getByRole('link', { name: `Remettre les pages en ordre : ${nom}.pdf`, exact: true }).click()
    await page.waitForURL('**/pages')
    await v.verifierAxe()
    await page.getByRole('button', { name: 'Retirer : page 1' }).click()
    await page.getByText('Page\u00a01 sur 1').waitFor()
    const vue = () => page.locator('#pages img').getAttribute('src')
    const droite = await vue()
    await page.getByRole('button', { name: 'Tourner : page 1' }).click()
    await expect.poll(vue).not.toBe(droite)
    await page.getByRole('link', { name: 'Revenir aux pièces' }).click()
    await bloc.getByText('1\u00a0photo, une page').waitFor()
    // the draft is the same for whoever comes next
    await bloc.getByRole('button', { name: `Retirer ${nom}.pdf`, exact: true }).click()
    await bloc.getByText('1\u00a0photo, une page').waitFor({ state: 'hidden' })
    v.sansIncident()
    await v.fermer()
  })
})
