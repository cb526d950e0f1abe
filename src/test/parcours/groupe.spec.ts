import { join } from 'node:path'
import type pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { generer } from '../../../bench/generer.ts'
import { openPool } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { LARGE, ouvrirGuichet } from '../guichet-ouvert.ts'
import { cocher } from '../site-ouvert.ts'

/** One act for fifty dossiers of which three refuse; and an act that is killed in the middle. */
const g = ouvrirGuichet({ instant: '2021-09-21T09:00' })
beforeAll(() => enBase(pool => generer(pool, 1200)), 120_000)

/** The owner of the program's database. */
async function enBase<T>(act: (pool: pg.Pool) => Promise<T>): Promise<T> {
  // the program may be killed while a connection is closing
  const pool = openPool(`postgres://postgres@/guichet?host=${encodeURIComponent(join(g.donnees, 'pg'))}`, { max: 1 })
  try {
    return await act(pool)
  } finally {
    await pool.end()
  }
}
/** Puts this label on some of the invented dossiers in instruction; they are nobody's, but for the first `pris`. */
const preparer = (etiquette: string, { nombre, pris = 0 }: { nombre: number; pris?: number }) =>
  enBase(async pool => {
    const { rowCount } = await pool.query(
      `with choisis as (select dossier_id, row_number() over (order by numero) as rang from instruction
         where etat = 'en_instruction' and numero like 'GEN-%' and departement_pilote = '2A' and volet <> 'volet_4' order by numero limit $1)
       update instruction i set etiquettes = array[$3::text], assigne_le = case when c.rang <= $2 then timestamptz '2021-09-20 09:00+02' end,
         assigne_a = case when c.rang <= $2 then (select min(r.compte_id::text)::uuid from role r where r.guichet_id = i.guichet_id and r.role = 'administrateur') end
       from choisis c where c.dossier_id = i.dossier_id`,
      [nombre, pris, etiquette],
    )
    expect(rowCount).toBe(nombre)
  })

const listeDe = (etiquette: string) => `${paths.instruction.boite}?etiquette=${etiquette}`
// on a telephone nothing is ticked: with and without script, one is at a desk
describe.each([true, false])('affecter cinquante dossiers, avec les scripts\u00a0: %s', script => {
  const options = { ...LARGE, javaScriptEnabled: script }
  const etiquette = script ? 'avec' : 'sans'
  const LISTE = listeDe(etiquette)

  /** With scripts the page follows by itself; without, one asks again. */
  const attendreLaFin = async ({ page, lire }: Visiteur, mots: string) => {
    for (let n = 0; n < 60 && !(await lire()).includes(mots); n++) {
      await page.waitForTimeout(500)
      if (!script)
        await page
          .getByRole('link', { name: 'Actualiser' })
          .click()
          .catch(() => {})
    }
    expect(await lire()).toContain(mots)
  }
  const choisirLaPersonne = async ({ page }: Visiteur) => {
    const moi = page.locator('select[name=a] option', { hasText: 'Référent de la Corse-du-Sud' })
    await page.locator('select[name=a]').selectOption((await moi.getAttribute('value'))!)
  }

  test('47 faits, 3 refusés avec la raison, puis repris', async () => {
    await preparer(etiquette, { nombre: 50, pris: 3 })
    const v = await g.entrer('referent-2a', options)
    const { page } = v
    await page.goto(LISTE)
    if (script) {
      await page.locator('[data-selection-target=compte]', { hasText: 'Aucun dossier coché' }).waitFor({ state: 'attached' })
      await page.locator('#cocher-page').press('Space')
    } else await page.getByRole('link', { name: 'Cocher les 20 de la page' }).click()
    await page.getByText('20 dossiers cochés').first().waitFor()
    await v.verifier()
    await page.getByRole('link', { name: 'Sélectionner les 50 de la liste' }).click()
    await page.getByText('50 dossiers cochés : toute la liste').waitFor()
    await page.getByRole('button', { name: 'Affecter…' }).click()
    await page.getByRole('heading', { level: 1, name: 'Affecter : 50 dossiers' }).waitFor()
    await v.verifier()
    await page.getByRole('button', { name: 'Affecter (50 dossiers)' }).click()
    await page.getByRole('link', { name: 'Choisissez une personne' }).waitFor()
    await v.verifier()
    await choisirLaPersonne(v)
    await page.getByRole('button', { name: 'Affecter (50 dossiers)' }).click()
    await page.waitForURL(url => url.pathname === paths.instruction.boite)
    await v.verifier()
    await attendreLaFin(v, '47 faits, 3 refusés sur 50')
    await v.verifier()
    expect(await page.getByText('s’en occupe depuis le 20').count()).toBe(3)
    const csv = await page.request.get(
      (await page
        .getByRole('link', { name: /^Compte rendu complet/ })
        .first()
        .getAttribute('href'))!,
    )
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(51)

    if (script) expect(page.url()).toContain(LISTE)
    await page.getByRole('link', { name: 'Reprendre les 3 dossiers refusés' }).click()
    await page.getByRole('heading', { level: 1, name: 'Affecter : 3 dossiers' }).waitFor()
    await cocher(page.locator('input[name=reprendre]'))
    await page.getByRole('button', { name: 'Affecter (3 dossiers)' }).click()
    await page.waitForURL(url => url.pathname === paths.instruction.boite)
    await attendreLaFin(v, '3 faits sur 3')
    v.sansIncident()
    await v.fermer()
  })
})

describe('le guichet est tué au milieu d’un acte', () => {
  const N = 200
  const faits = () =>
    enBase(async pool => {
      const sql = `select (select count(*) from acte_groupe_ligne l join acte_groupe a on a.id = l.acte_groupe_id where l.etat = 'fait' and a.acte = 'etiqueter')::int as lignes, (select count(*) from acte_groupe where fini_le is null)::int as encore,
        (select count(*) from evenement where action = 'instruction.etiquettes')::int as actes`
      return (await pool.query<{ lignes: number; encore: number; actes: number }>(sql)).rows[0]!
    })

  test('relancé, il reprend et ne fait rien deux fois', async () => {
    await preparer('tue', { nombre: N })
    const v = await g.entrer('administrateur')
    await v.page.goto(`${listeDe('tue')}&cocher=liste`)
    await v.page.locator('button[name=acte][value=etiqueter]').dispatchEvent('click')
    await v.page.locator('#ajouter').fill('vue')
    await v.page.getByRole('button', { name: `Étiqueter (${N} dossiers)` }).click()
    await v.page.waitForURL(url => url.pathname === paths.instruction.boite)
    let avant = await faits()
    while (avant.lignes === 0) avant = await faits()
    await g.tuer()
    await v.fermer()

    await g.relancer()
    const tue = await faits()
    expect(tue.actes).toBe(tue.lignes)
    let apres = tue
    const limite = Date.now() + 60_000
    while (apres.encore > 0 && Date.now() < limite) {
      await new Promise(r => setTimeout(r, 300))
      apres = await faits()
    }
    expect(tue.lignes).toBeLessThan(N)
    expect(apres).toEqual({ lignes: N, encore: 0, actes: N })
  })
})
