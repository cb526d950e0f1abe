import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirNavigateur } from '../chromium.ts'
import { dossierTemporaire } from '../dossiers.ts'
import { type Ecran, etatEcran as etat, lireEcran as lire, ouvrirEcran, placeEcran as place } from '../ecrans-salle.ts'
import { lancer, type Programme } from '../programme.ts'
import { ouvrirSalle } from '../salle.ts'
import { cocher } from '../site-ouvert.ts'

/** Six browsers in one room, behind two processes of pages: that of whoever presides is killed in the middle. */
const s = ouvrirSalle()
const dossier = dossierTemporaire()
let un: Programme
let autre: Programme
let navigateur: Browser
beforeAll(async () => {
  const env = {
    GUICHET_MODE: 'production',
    GUICHET_ROLE: 'web',
    SECRET: 's'.repeat(40),
    GUICHET_DONNEES: join(dossier, 'donnees'),
    DATABASE_URL_APP: s.m.w.adresses.DATABASE_URL_APP,
  }
  navigateur = await ouvrirNavigateur()
  un = await lancer(env)
  autre = await lancer(env)
}, 180_000)
beforeEach(() => s.ouvrir(5))
afterAll(async () => {
  await navigateur?.close()
  await un?.arreter()
  await autre?.arreter()
  rmSync(dossier, { recursive: true, force: true })
})

const p = paths.comite
const entrer = (...ecran: Ecran) => ouvrirEcran(navigateur, ...ecran)

test('six écrans suivent la présidence\u00a0; son processus meurt\u00a0: son écran le dit, un suppléant prend la suite\u00a0; un membre déporté n’apprend aucun montant', async () => {
  const [a, b, c] = s.dossiers as [string, string, string]
  const q = s.q
  await q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
    s.seance,
    s.m.regionale.id,
  ])
  await q('update seance_membre set supplee = true where seance_id = $1 and compte_id = $2', [s.seance, s.m.corseDuSud.id])
  await s.deporter(b, s.m.hauteCorse)
  const adresse = await s.adresseEcran()
  const salle = p.salle(s.seance)
  const tablette: [number, number] = [1024, 768]
  const presidente = await entrer(un.url, s.m.regionale, salle, [1280, 800])
  const admin = await entrer(autre.url, s.m.administratrice, salle, [1280, 800])
  const membre = await entrer(autre.url, s.m.regional, salle, tablette)
  const suppleant = await entrer(autre.url, s.m.corseDuSud, salle, tablette)
  const deportee = await entrer(autre.url, s.m.hauteCorse, salle, tablette)
  const ecran = await entrer(autre.url, undefined, adresse, [1920, 1080])
  const tous = [presidente, admin, membre, suppleant, deportee, ecran]
  const ou = (vs: typeof tous) => Promise.all(vs.map(v => place(v.page)))
  const decider = async (v: (typeof tous)[number], montant: string, bouton: string | RegExp = /^Retenir en partie/) => {
    await cocher(v.page.locator('input[name=sens][value=partiel]'))
    await v.page.fill('[name=montant]', montant)
    await v.page.getByRole('button', { name: bouton }).click()
  }
  await expect.poll(() => ou(tous)).toEqual(['1', '1', '1', '1', '1', '1'])
  await expect.poll(() => lire(presidente.page)).toMatch(/siège 2 · présent ?suit.*Écran de la salle ?suit/)

  // one reads something else, and is asked back
  await membre.page.goto(p.salleDossier(s.seance, c))
  await presidente.page.getByRole('button', { name: 'Ramener tout le monde au dossier 1' }).click()
  await expect.poll(() => lire(membre.page)).toContain('La présidence propose à tous de revenir.')
  await membre.page.getByRole('link', { name: 'Suivre la salle' }).click()
  await decider(presidente, '1 000')
  await expect.poll(() => ou(tous)).toEqual(['2', '2', '2', '2', '2', '2'])
  expect(await lire(deportee.page)).toContain('Vous êtes déporté de ce dossier')
  const reste = async (v: (typeof tous)[number]) => /Reste ([\d ]+(?:,\d\d)?) €/.exec(await lire(v.page))?.[1]
  expect(await reste(deportee)).toBe('793 000')

  // typed, not decided: the screen of the room shows it, the member in conflict has nothing of it
  await cocher(presidente.page.locator('input[name=sens][value=partiel]'))
  await presidente.page.fill('[name=montant]', '1 234')
  await expect.poll(() => lire(ecran.page)).toMatch(/Proposé 1 234 €/)
  await presidente.page.getByRole('button', { name: /^Retenir en partie/ }).click()
  await expect.poll(() => ou(tous)).toEqual(['3', '3', '3', '3', '3', '3'])
  // what is left is told without it: nothing tells the amount
  const tait = async (dit: string) => {
    expect(await reste(deportee)).toBe(dit)
    expect(await lire(deportee.page)).not.toMatch(/1 234|79\d 766/)
  }
  await tait('793 000')
  expect(await reste(membre)).toBe('791 766')

  // the process of whoever presides dies
  un.processus.kill('SIGKILL')
  await expect.poll(() => ou(tous)).toEqual(['ne suit plus', '3', '3', '3', '3', '3'])
  expect(await lire(presidente.page)).toMatch(/ne suit plus la salle depuis \d+ h \d\d/)
  await expect.poll(() => lire(admin.page)).toContain('Référente régionale préside, et son écran ne répond plus depuis')
  await suppleant.page.getByRole('button', { name: 'Prendre la présidence' }).click()
  await decider(suppleant, '1 000')
  await expect.poll(() => ou(tous)).toEqual(['ne suit plus', '4', '4', '4', '4', '4'])
  await tait('792 000')

  // she comes back by the other process, without script, and has the presidency back
  await presidente.fermer()
  const revenue = await entrer(autre.url, s.m.regionale, salle, [1280, 800], false)
  await revenue.page.getByRole('button', { name: 'Reprendre la présidence' }).click()
  await expect.poll(() => place(revenue.page)).toBe('4')
  await decider(revenue, '1 000', 'Enregistrer la décision')
  const presents = [admin, membre, suppleant, deportee, ecran]
  await expect.poll(() => ou(presents)).toEqual(['5', '5', '5', '5', '5'])
  // two decisions have followed hers: the total is everybody's again
  await expect.poll(() => reste(deportee)).toBe(await reste(membre))
  expect(await reste(deportee)).toBe('789 766')
  const { rows } = await q('select montant::int from decision where dossier_id = any($1) order by prise_le, id', [s.dossiers])
  expect(rows.map(r => r.montant)).toEqual([100_000, 123_400, 100_000, 100_000])
  expect((await s.decisions(a)).length).toBe(1)

  // the same gestures with script and without: the agenda, the presidency handed over, had back, taken, everybody asked back
  const passer = async (v: (typeof tous)[number], nom: string) => {
    await v.page.getByText('Passer la présidence').first().click()
    await v.page.selectOption('[name=membre]', { label: nom })
    await v.page.getByRole('button', { name: 'Passer la présidence' }).click()
    await expect.poll(() => lire(v.page)).toMatch(new RegExp(`${nom}[^·]*, préside`))
  }
  for (const v of [admin, revenue]) await v.page.getByRole('button', { name: 'Reporter en fin de séance le dossier 5' }).click()
  await membre.page.goto(p.salleDossier(s.seance, a))
  await revenue.page.goto(salle)
  await expect.poll(() => revenue.page.goto(salle).then(() => lire(revenue.page))).toContain('Ramener tout le monde')
  await revenue.page.getByRole('button', { name: 'Ramener tout le monde au dossier 5' }).click()
  await expect.poll(() => lire(membre.page)).toContain('La présidence propose à tous de revenir.')
  await passer(revenue, 'Second référent régional')
  await admin.page.goto(salle)
  await passer(admin, 'Référente de la Haute-Corse')
  const presente = await entrer(autre.url, s.m.regionale, salle, [1280, 800])
  await presente.page.getByRole('button', { name: 'Reprendre la présidence' }).click()
  await expect.poll(() => lire(presente.page)).toMatch(/siège 1, préside/)
  await presente.fermer()
  const sansScript = await entrer(autre.url, s.m.corseDuSud, salle, [360, 740], false)
  await expect.poll(() => sansScript.page.goto(salle).then(() => lire(sansScript.page))).toContain('Prendre la présidence')
  await sansScript.page.getByRole('button', { name: 'Prendre la présidence' }).click()
  await expect.poll(() => lire(sansScript.page)).toMatch(/Corse-du-Sud, préside/)
  await sansScript.fermer()
  for (const v of presents) {
    v.sansIncident()
    await v.fermer()
  }
  await revenue.fermer()
})

test('la présidence a le bouton de l’acte au premier écran, déplace un dossier au clavier, suspend la séance et la reprend, avec script et sans', async () => {
  const [a, b, c, d, e] = s.dossiers as [string, string, string, string, string]
  const admin = s.m.administratrice
  const adresse = await s.adresseEcran()
  const salle = p.salle(s.seance)
  const avec = await entrer(autre.url, admin, salle, [1280, 800])
  const sans = await entrer(autre.url, admin, salle, [1280, 800], false)
  const ecran = await entrer(autre.url, undefined, adresse, [1920, 1080])
  const bas = () =>
    avec.page.locator('.gt-salle__decision .gt-actions button').evaluate(x => Math.round(x.getBoundingClientRect().bottom + scrollY))
  for (const sens of ['retenu', 'partiel', 'liste_complementaire', 'non_retenu', 'ajourne', 'sans_suite']) {
    await cocher(avec.page.locator(`input[name=sens][value=${sens}]`))
    await avec.page.evaluate(() => scrollTo(0, 0))
    expect([sens, (await bas()) <= 800]).toEqual([sens, true])
  }
  // refused, it says why where one is put: what is wrong, the field to mend and the button are seen together, and from the top of the page too
  await avec.page.getByRole('button', { name: /^Classer sans suite/ }).click()
  await expect.poll(() => lire(avec.page)).toContain('1 point à corriger')
  await expect.poll(() => avec.page.evaluate(() => document.activeElement?.id)).toBe('erreurs')
  const enVue = () =>
    avec.page.evaluate(() => {
      const de = (s: string) => document.querySelector(s)!.getBoundingClientRect()
      const [dit, champ, acte] = ['#erreurs', '#motif', '.gt-salle__decision .gt-actions'].map(de)
      return dit!.top >= 0 && champ!.bottom <= acte!.top && acte!.bottom <= innerHeight
    })
  expect(await enVue()).toBe(true)
  // the page may still be bringing what was refused in sight
  const duHaut = async () => {
    await avec.page.evaluate(() => scrollTo(0, 0))
    return [(await bas()) <= 800, await enVue()]
  }
  await expect.poll(duHaut).toEqual([true, true])

  const ordre = async () =>
    (await s.q('select dossier_id as id from seance_dossier where seance_id = $1 order by rang', [s.seance])).rows.map(r => r.id)
  await avec.page.goto(salle)
  await avec.page.locator(`#rang-${e}`).press('Alt+ArrowUp')
  await expect.poll(ordre).toEqual([a, b, c, e, d])
  await avec.page.goto(salle)
  await avec.page.locator(`#rang-${e}`).press('Alt+ArrowDown')
  await expect.poll(ordre).toEqual([a, b, c, d, e])

  // one makes a pause and the other ends it: the screen of the room shows no dossier meanwhile
  for (const [un, deux] of [
    [avec, sans],
    [sans, avec],
  ] as const) {
    await un.page.goto(salle)
    await un.page.locator('summary', { hasText: 'Suspendre la séance' }).click()
    await un.page.getByRole('button', { name: 'Suspendre la séance' }).click()
    await expect.poll(() => lire(ecran.page)).toContain('Aucun dossier n’est à l’écran')
    await deux.page.goto(salle)
    await deux.page.getByRole('button', { name: 'Reprendre la séance' }).click()
    await expect.poll(() => place(ecran.page)).toBe('1')
  }

  // a page that is read again keeps the focus where it was; what changed is said once, in the words that changed
  await avec.page.goto(salle)
  await expect.poll(() => etat(avec.page)).toBe('En direct')
  await avec.page.locator(`#rang-${d}`).focus()
  const agenda = () => avec.page.locator('.gt-salle__ordre a').evaluateAll(xs => xs.map(x => x.id.replace('rang-', '')))
  const ou = () => avec.page.evaluate(() => document.activeElement?.id)
  const dit = async () => ((await avec.page.locator('[data-salle-target=annonce]').textContent()) ?? '').replaceAll(/\s/g, ' ')
  expect((await s.m.w.post(p.rangSalle(s.seance, e), { vers: 'haut' }, admin.cookie)).status).toBe(303)
  await expect.poll(agenda).toEqual([a, b, c, e, d])
  await expect.poll(ou).toBe(`rang-${d}`)
  expect(await dit()).toBe('')
  expect((await s.m.w.post(p.conduiteSalle(s.seance, c), {}, admin.cookie)).status).toBe(303)
  await expect.poll(dit).toMatch(/^La salle est au dossier 3, [^.]+\.$/)
  await expect.poll(ou).toBe(`rang-${d}`)
  // after an act, one goes on from the dossier that comes
  await cocher(avec.page.locator('input[name=sens][value=partiel]'))
  await avec.page.fill('[name=montant]', '1 000')
  await avec.page.getByRole('button', { name: /^Retenir en partie/ }).click()
  await expect.poll(dit).toMatch(/retenu en partie.*La salle est au dossier 4, /)
  await expect.poll(ou).toBe('dossier')
  expect((await s.m.w.post(p.conduiteSalle(s.seance, a), {}, admin.cookie)).status).toBe(303)

  // heard, and its page does not come: a screen says that it does not follow; whoever types keeps what is typed, and is told
  await avec.page.goto(salle)
  await expect.poll(() => etat(avec.page)).toBe('En direct')
  await cocher(avec.page.locator('input[name=sens][value=partiel]'))
  await avec.page.fill('[name=montant]', '1 234')
  let lacher = () => {}
  const tenue = new Promise<void>(r => (lacher = r))
  await ecran.page.route('**/ecran/*', route => tenue.then(() => route.continue()))
  expect((await s.m.w.post(p.conduiteSalle(s.seance, b), {}, admin.cookie)).status).toBe(303)
  await expect.poll(() => place(ecran.page)).toBe('ne suit plus')
  expect(await etat(ecran.page)).toBe('')
  await expect.poll(() => avec.page.locator('[data-salle-target=change]').isVisible()).toBe(true)
  expect([await etat(avec.page), await place(avec.page), await avec.page.inputValue('[name=montant]')]).toEqual(['', '1', '1 234'])
  lacher()
  await expect.poll(() => place(ecran.page)).toBe('2')
  await expect.poll(() => etat(ecran.page)).toBe('En direct')
  for (const v of [avec, sans, ecran]) {
    v.sansIncident()
    await v.fermer()
  }
})
