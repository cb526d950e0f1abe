import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirNavigateur, type Visiteur, visiter } from '../chromium.ts'
import { dossierTemporaire, lancer, type Programme } from '../programme.ts'

/** A référent at work, from the inbox to the dossier: filters, opens, takes, judges, notes, labels, reads a piece, compares two versions. */
let navigateur: Browser
const dossier = dossierTemporaire()
beforeAll(async () => {
  navigateur = await ouvrirNavigateur()
})
afterAll(async () => {
  await navigateur?.close()
  rmSync(dossier, { recursive: true, force: true })
})

const CAS: { nom: string; dossier: string; options: BrowserContextOptions }[] = [
  { nom: 'avec JavaScript', dossier: 'avec', options: { viewport: { width: 1280, height: 900 } } },
  {
    nom: 'sans JavaScript, sur un écran de téléphone',
    dossier: 'sans',
    options: { javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
  },
]

describe.each(CAS)('l’instruction, $nom', ({ dossier: sous, options }) => {
  let programme: Programme
  beforeAll(async () => {
    programme = await lancer({ GUICHET_DONNEES: join(dossier, sous) })
  })
  afterAll(async () => {
    await programme?.arreter()
  })

  const entrer = async (persona: string) => {
    const v = await visiter(navigateur, programme.url, options)
    const post = (chemin: string, form: Record<string, string>) =>
      v.page.request.post(chemin, { form, headers: { origin: programme.url }, maxRedirects: 0 })
    await post(paths.demo.session, { persona })
    await post(paths.demo.horloge, { instant: '2021-10-05T09:40' })
    return v
  }
  const verifier = async (v: Visiteur) => {
    await v.verifierAxe()
    if (options.javaScriptEnabled !== false)
      expect(await v.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  }
  const principal = async ({ page }: Visiteur) => (await page.locator('main').textContent())!.replace(/[\u00a0\u202f]/g, ' ')
  /** From the inbox to the dossier of a structure, by the search. */
  async function ouvrir({ page }: Visiteur, porteur: string) {
    await page.goto(paths.instruction.boite)
    await page.locator('#q').fill(porteur)
    await page.getByRole('button', { name: 'Filtrer' }).click()
    await page.waitForURL(/q=/)
    await page
      .locator(`main a[href^="${paths.instruction.dossier('')}"]`)
      .first()
      .click()
    await page.getByRole('navigation', { name: 'Parties du dossier' }).waitFor()
    return /dossiers\/([0-9a-f-]{36})/.exec(page.url())![1]!
  }
  const trancher = async ({ page }: Visiteur, raison: string) => {
    await page.locator('#a-trancher input[name=resultat][value=respectee]').check({ force: true })
    await page.locator('#a-trancher textarea').fill(raison)
    await page.locator('#a-trancher button[type=submit]').click()
  }

  test('je filtre, ouvre, prends en charge, tranche une règle, note et étiquette', async () => {
    const v = await entrer('referent-2a')
    const { page } = v
    await page.goto(paths.instruction.boite)
    await verifier(v)
    const id = await ouvrir(v, 'Bonifacio')
    await verifier(v)
    expect(await principal(v)).toContain('Base éligible')
    await page.getByRole('button', { name: 'Prendre en charge' }).click()
    await page.waitForURL(/fait=pris/)
    expect(await principal(v)).toContain('Affecté à vous')

    // an administrateur has the same rule open, and judges it first
    const a = await entrer('administrateur')
    for (const p of [page, a.page]) await p.goto(`${paths.instruction.dossier(id)}?juger=logiciel-libre#a-trancher`)
    await trancher(a, 'Aucune solution libre ne tient le registre du port.')
    await a.page.waitForURL(/fait=juge/)
    await a.fermer()
    await trancher(v, 'La raison donnée suffit.')
    await page.getByText('a jugé cette règle entre-temps').first().waitFor()
    await verifier(v)
    const refus = await principal(v)
    expect(refus).toContain('Administratrice du guichet : respectée. « Aucune solution libre ne tient le registre du port. »')
    expect(await page.locator('#a-trancher textarea').inputValue()).toBe('La raison donnée suffit.')
    await page.getByRole('button', { name: 'Enregistrer quand même mon verdict' }).click()
    await page.waitForURL(/fait=juge/)
    expect(await principal(v)).toContain('Vous : respectée. « La raison donnée suffit. »')

    await page.locator('#p-notes textarea').fill('Voir si le port voisin a le même besoin.')
    await page.getByRole('button', { name: 'Ajouter la note' }).click()
    await page.waitForURL(/fait=note/)
    await page.getByRole('link', { name: 'Changer les étiquettes' }).click()
    await page.locator('#nouvelles').fill('port')
    await verifier(v)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.waitForURL(/fait=etiquettes/)
    await verifier(v)
    const lu = await principal(v)
    for (const mot of ['Voir si le port voisin a le même besoin.', 'ajoute l’étiquette « port »']) expect(lu).toContain(mot)

    const ailleurs = await entrer('referent-2b')
    for (const chemin of [paths.instruction.dossier(id), paths.instruction.versions(id)])
      expect((await ailleurs.page.goto(chemin))?.status()).toBe(404)
    await ailleurs.fermer()
    v.sansIncident()
    await v.fermer()
  })

  test('je lis une pièce sur place, passe à la suivante, et compare deux versions', async () => {
    const v = await entrer('referent-2a')
    const { page } = v
    const id = await ouvrir(v, 'Porto-Vecchio')
    await page.getByRole('link', { name: /^Voir ici.*deliberation\.pdf/ }).click()
    await page.waitForURL(/\/lecture$/)
    await verifier(v)
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
    await page.waitForURL(`**${paths.instruction.versions(id)}`)
    await verifier(v)
    const compare = await principal(v)
    expect(compare).toContain('De la version 1 à la version 2')
    expect(compare).toMatch(/ajouté : *Deux réunions publiques/)
    await page.locator('#avant').selectOption('2')
    await page.getByRole('button', { name: 'Comparer', exact: true }).click()
    await page.getByText('Choisissez deux versions différentes').first().waitFor()
    await verifier(v)
    v.sansIncident()
    await v.fermer()
  })
})
