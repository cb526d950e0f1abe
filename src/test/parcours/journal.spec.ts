import { spawn } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirGuichet } from '../guichet-ouvert.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { publier } from '../vico.ts'
import { openWorld } from '../world.ts'

/** `npm run journal:verifier`, as somebody runs it on a data folder: while the guichet runs, and when it is stopped. */
const g = ouvrirGuichet()
const { administration: a } = paths
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w)
  return {
    w,
    admin: await w.compte({ nom: 'Administration du guichet', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
  }
})

const verifier = (donnees = g.donnees, ...options: string[]) =>
  new Promise<{ code: number | null; sortie: string }>(fini => {
    const p = spawn(process.execPath, ['scripts/journal-verifier.ts', ...options], {
      env: { PATH: process.env.PATH, GUICHET_DONNEES: donnees },
    })
    let sortie = ''
    for (const flux of [p.stdout, p.stderr])
      flux.on('data', b => {
        sortie += b
      })
    p.once('close', code => fini({ code, sortie }))
  })
/** What only the owner of the database could do. */
async function falsifier() {
  const client = new pg.Client(`postgres://postgres@/guichet?host=${encodeURIComponent(join(g.donnees, 'pg'))}`)
  await client.connect()
  await client.query('alter table evenement disable trigger user')
  await client.query(`update evenement set donnees = '{"faux":true}' where rang = 2`)
  await client.query('alter table evenement enable trigger user')
  await client.end()
}

test('le journal se vérifie, guichet en marche ou arrêté, et une ligne changée se voit dans les deux cas', async () => {
  const intact = {
    code: 0,
    sortie: expect.stringMatching(/ : [1-9]\d* lignes, chaîne intacte\n.* : tête à garder ailleurs : [1-9]\d*:[0-9a-f]{64}\n$/),
  }
  expect(await verifier()).toEqual(intact)
  expect((await fetch(`${g.url}/sante`)).status).toBe(200)
  await g.programme.arreter()
  expect(await verifier()).toEqual(intact)

  const [, rang, empreinte] = /garder ailleurs : (\d+):(\w+)\n/.exec((await verifier()).sortie)!
  expect(await verifier(g.donnees, '--attendu', `${rang}:${empreinte}`)).toEqual(intact)
  expect(await verifier(g.donnees, '--attendu', `${Number(rang) - 1}:${empreinte}`)).toMatchObject({ code: 1 })
  expect(await verifier(g.donnees, '--attendu', `${Number(rang) + 1}:${empreinte}`)).toMatchObject({
    code: 1,
    sortie: expect.stringContaining(`la ligne ${Number(rang) + 1}, gardée par vous, n’est plus dans le journal`),
  })
  expect(await verifier(g.donnees, '--attendu', 'la dernière')).toMatchObject({
    code: 2,
    sortie: expect.stringContaining('RANG:EMPREINTE'),
  })

  await g.relancer()
  await falsifier()
  const rompu = { code: 1, sortie: expect.stringMatching(/ : chaîne rompue à la ligne 2 : le contenu de la ligne 2 .* a changé\n$/) }
  expect(await verifier()).toEqual(rompu)
  await g.programme.arreter()
  expect(await verifier()).toEqual(rompu)
})

test('sur un dossier sans guichet, une phrase le dit, et rien n’y est créé', async () => {
  const { code, sortie } = await verifier(`${g.donnees}-vide`)
  expect([code, sortie]).toEqual([2, expect.stringContaining('Aucun guichet dans ce dossier')])
})

describe.each(modes())('le journal à l’écran, %s', (_, script, largeur) => {
  test('je lis la preuve, je la redemande, je cherche un acte, je l’emporte, et je lis mes propres accès', async () => {
    const { page, aller, lu, presser, suivre, refuse, controler } = await s.entrer(s.m.admin, script, largeur)
    await aller(a.journal)
    await lu('Qui a fait quoi', 'Rang de la tête', 'publie la version')
    await controler()
    await presser(/^Vérifier les/)
    await lu('La vérification commence', 'vérification en cours')
    await page.fill('[name=du]', 'demain')
    await presser('Chercher')
    await refuse('Écrivez un jour')
    await aller(`${a.journal}?acte=bilans`)
    await lu('Aucun acte ne répond.')
    await suivre('lisez tout le journal')
    await page.selectOption('[name=acte]', 'appels')
    await presser('Chercher')
    await lu('publie la version', ', sur ')
    const attendu = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    expect((await attendu).suggestedFilename()).toBe('journal-2021-09-13.csv')
    await suivre('Lectures et connexions')
    await lu('Connexion', 'Administration du guichet')
    await controler()
    await aller(paths.compte.voir)
    await suivre('Voir vos accès')
    await lu('Vos connexions et vos lectures', 'Emporte')
    await controler()
  })
})
