import { readFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lireZip } from '../lire-zip.ts'
import { codeTotp, oublierCodes, oublierLimites } from '../navigateur.ts'
import { codesDe, secretDe } from '../second-facteur.ts'
import { cocher, modes, ouvrirSite, type Personne } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** What somebody does with their account: a password, an application and its codes, open sessions, their data, and the end. */
const s = ouvrirSite(async () => ({ w: await openWorld() }))
const MDP = 'quatre chevaux broutent ici'
// each story is somebody else's, at the same address
beforeEach(() => oublierLimites(s.w))

/** From another device, with the password. */
async function parMotDePasse(v: Personne, courriel: string) {
  await oublierLimites(s.w)
  await v.page.goto(paths.connexion)
  await v.page.getByText('Avec un mot de passe').click()
  await v.page.fill('#courriel_mdp', courriel)
  await v.page.fill('#mot_de_passe', MDP)
  await v.presser('Se connecter')
}
async function donnerCode(v: Personne, code: string, bouton: string) {
  await v.page.fill('#code', code)
  await v.presser(bouton)
}

test.each(modes())('%s, je protège mon compte, j’entre avec un code de secours, puis je retire clé et application', async (_, ...ecran) => {
  const { w } = s
  const moi = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'], secondFacteur: false })
  const v = await s.entrer(moi, ...ecran)
  const { page } = v
  await page.goto(paths.compte.voir)
  await page.fill('#nouveau', 'court')
  await v.presser('Enregistrer ce mot de passe')
  await page.locator('#erreurs').waitFor()
  await v.controler()
  await page.fill('#nouveau', MDP)
  await v.presser('Enregistrer ce mot de passe')
  await v.attendre('Votre mot de passe est enregistré.')
  await v.controler()

  await page.getByRole('link', { name: 'Ajouter un second facteur' }).click()
  await page.locator('#mot_de_passe').fill(MDP)
  await v.controler()
  await v.presser('Enregistrer une application')
  await page.getByRole('heading', { level: 1, name: 'Enregistrer une application' }).waitFor()
  const secret = secretDe(await page.content())
  await v.controler()
  await donnerCode(v, codeTotp(secret, 40), 'Confirmer')
  await page.locator('#erreurs').waitFor()
  await donnerCode(v, codeTotp(secret), 'Confirmer')
  await page.getByRole('heading', { level: 1, name: 'Vos codes de secours' }).waitFor()
  const premiers = codesDe(await page.content())
  expect(await v.lire()).toContain('Votre application est enregistrée.')
  await v.controler()
  await page.getByRole('link', { name: 'J’ai noté mes codes' }).click()

  // the factor is asked for again before the account is made weaker
  await page.getByRole('link', { name: 'donnez d’abord votre second facteur' }).click()
  await page.getByRole('heading', { level: 1, name: 'Confirmez que c’est vous' }).waitFor()
  await v.controler()
  await oublierCodes(w)
  await donnerCode(v, codeTotp(secret), 'Continuer')
  await page.locator('#mot_de_passe_codes').fill(MDP)
  await v.presser('Faire de nouveaux codes de secours')
  await page.locator('.gt-codes').waitFor()
  const codes = codesDe(await page.content())
  expect([codes.length, codes.filter(c => premiers.includes(c))]).toEqual([premiers.length, []])
  expect(await v.lire()).not.toContain('Votre application est enregistrée.')
  await v.controler()

  // a key that was added at the office
  await w.owner.query(
    "insert into cle_acces (name, public_key, user_id, credential_id, counter, device_type, backed_up) values ('Ordinateur du bureau', 'x', $1, 'bureau', 0, 'singleDevice', false)",
    [moi.id],
  )
  const ailleurs = await s.arriver(...ecran)
  await parMotDePasse(ailleurs, moi.courriel)
  await ailleurs.page.getByRole('heading', { level: 1, name: 'Confirmez que c’est vous' }).waitFor()
  await ailleurs.controler()
  await donnerCode(ailleurs, premiers[0]!, 'Continuer')
  await ailleurs.page.locator('#erreurs').waitFor()
  await donnerCode(ailleurs, codes[0]!, 'Continuer')
  await ailleurs.page.getByRole('heading', { level: 1, name: 'Mon espace' }).waitFor()

  await ailleurs.page.goto(paths.compte.secondFacteur)
  await ailleurs.page.getByRole('link', { name: 'donnez d’abord votre second facteur' }).click()
  await oublierCodes(w)
  await donnerCode(ailleurs, codeTotp(secret), 'Continuer')
  await ailleurs.presser('Retirer la clé Ordinateur du bureau')
  await ailleurs.attendre('La clé d’accès est retirée.')
  expect(await ailleurs.page.getByRole('button', { name: /^Retirer la clé/ }).count()).toBe(0)
  await ailleurs.controler()
  await ailleurs.page.locator('#mot_de_passe_retrait').fill(MDP)
  await ailleurs.presser('Retirer l’application')
  await ailleurs.attendre('Le second facteur est retiré.')
  expect(await ailleurs.page.getByRole('button', { name: 'Retirer l’application' }).count()).toBe(0)
  await ailleurs.controler()
  // what was open elsewhere is closed
  await page.goto(paths.compte.voir)
  expect(new URL(page.url()).pathname).toBe(paths.connexion)
  for (const p of [v, ailleurs]) {
    p.sansIncident()
    await p.fermer()
  }
})

const AUTRES = ['Mozilla/5.0 (Android 14; Mobile) Firefox/140.0', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1']
test.each(modes())('%s, je vois les appareils où mon compte est ouvert, j’en ferme un, puis tous les autres', async (_, ...ecran) => {
  const moi = await s.w.compte({ nom: 'Comptable', structures: ['Vico'] })
  await s.w.post(paths.compte.motDePasse, { nouveau: MDP }, moi.cookie)
  const autres: Personne[] = []
  for (const userAgent of AUTRES) {
    const a = await s.arriver(...ecran, { userAgent })
    await parMotDePasse(a, moi.courriel)
    await a.page.getByRole('heading', { level: 1, name: 'Mon espace' }).waitFor()
    autres.push(a)
  }
  const ouverts = async () => {
    const vus: boolean[] = []
    for (const a of autres) vus.push(new URL((await a.page.goto(paths.compte.voir))!.url()).pathname === paths.compte.voir)
    return vus
  }
  const v = await s.entrer(moi, ...ecran)
  await v.page.goto(paths.compte.voir)
  await v.controler()
  await v.presser('Fermer la session de Firefox sur Android')
  await v.attendre('La session est fermée.')
  expect(await ouverts()).toEqual([false, true])
  await v.presser('Fermer toutes les autres sessions')
  await v.attendre('Toutes vos autres sessions sont fermées.')
  await v.controler()
  expect([await ouverts(), await v.page.getByRole('button', { name: /^Fermer/ }).count()]).toEqual([[false, false], 0])
  for (const p of [v, ...autres]) {
    p.sansIncident()
    await p.fermer()
  }
})

test.each(modes())('%s, j’emporte mes données, puis je supprime mon compte', async (_, ...ecran) => {
  const moi = await s.w.compte({ nom: 'Stagiaire de Lumio', structures: ['Lumio'] })
  const v = await s.entrer(moi, ...ecran)
  const { page } = v
  await page.goto(paths.compte.voir)
  await page.getByRole('link', { name: 'Exporter mes données' }).click()
  await page.getByRole('heading', { level: 1, name: 'Exporter mes données' }).waitFor()
  await v.controler()
  const [recu] = await Promise.all([page.waitForEvent('download'), v.presser('Télécharger mes données')])
  expect(recu.suggestedFilename()).toBe('mes-donnees-2021-09-13.zip')
  const fichiers = lireZip(await readFile((await recu.path())!))
  expect([...fichiers.values()].map(String).join()).toContain(moi.courriel)

  await page.goto(paths.conservation.suppression)
  await v.presser('Supprimer mon compte')
  await page.locator('#erreurs').waitFor()
  await v.controler()
  await cocher(page.locator('#compris'))
  await v.presser('Supprimer mon compte')
  await page.getByRole('heading', { level: 1, name: 'Votre compte est supprimé' }).waitFor()
  await v.controler()
  await page.goto(paths.compte.voir)
  expect(new URL(page.url()).pathname).toBe(paths.connexion)
  const { rows } = await s.w.owner.query('select name, email from compte where id = $1', [moi.id])
  expect(JSON.stringify(rows)).not.toContain('Lumio')
  v.sansIncident()
  await v.fermer()
})
