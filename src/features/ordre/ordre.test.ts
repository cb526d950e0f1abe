import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import type { Compte } from '../../test/depots.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { avecOrdre, brouillons } from '../../test/ordre.ts'
import { lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { fermerDocuments } from '../documents/index.ts'

const TITRES = ['École', 'Réservoir', 'Mur', 'Pont', 'Halle']
let w: World
let maire: Compte
let secretaire: Compte
let vico: string
let cinq: string[]

beforeAll(async () => {
  w = await openWorld()
  await publier(w, avecOrdre())
  maire = await w.compte({ nom: 'Maire de Vico', structures: ['Vico'] })
  secretaire = await w.compte({ nom: 'Secrétaire de Vico', structures: ['Vico'] })
  vico = (await w.structure('Vico')).id
  cinq = await brouillons(w, maire.cookie, TITRES)
})
beforeEach(async () => {
  w.regler('2021-09-13T10:00:00')
  await w.owner.query('delete from ordre')
  await w.owner.query("update dossier set etat = 'brouillon', depose_le = null where id = any($1)", [cinq])
})
afterAll(async () => {
  await w.close()
  await fermerDocuments()
})

const adresse = () => paths.structures.ordre(vico, SLUG)
const page = async (cookie = maire.cookie) => (await lisible(await w.get(adresse(), cookie))).replace(/[\u00a0\u202f]/g, ' ')
/** Titles in the order of the page. */
const ordreVu = async (cookie = maire.cookie) =>
  [...(await (await w.get(adresse(), cookie)).text()).matchAll(/<h2>(?:<a[^>]*>)?([^<]+)/g)].map(m => m[1]).filter(t => TITRES.includes(t!))
const presser = (corps: Record<string, string>, version: number, cookie = maire.cookie) =>
  w.post(adresse(), { ordre: String(version), ...corps }, cookie)
const versions = async () =>
  (await w.owner.query('select version, dossiers from ordre order by version')).rows as { version: number; dossiers: string[] }[]

describe('une commune range ses cinq dossiers', () => {
  it('sans ordre enregistré, la page le dit et ne suppose rien\u00a0; un bouton enregistre celui qui est montré', async () => {
    expect(await ordreVu()).toEqual(TITRES)
    expect(await page()).toContain('Aucun ordre n’est enregistré')
    expect((await presser({ garder: 'oui' }, 0)).status).toBe(303)
    expect(await page()).toContain('Ordre enregistré le 13 septembre 2021 à 10 h 00 par Maire de Vico')
    expect(await versions()).toEqual([{ version: 1, dossiers: cinq }])
  })

  it('chaque pression enregistre\u00a0: monter, descendre, placer\u00a0; au bout, rien ne bouge', async () => {
    const r = await presser({ monter: cinq[1]! }, 0)
    expect(r.status).toBe(303)
    const html = await (await w.get(r.headers.get('location')!, maire.cookie)).text()
    expect(html.replace(/<[^>]+>/g, '').replace(/[\u00a0\s]+/g, ' ')).toContain('Réservoir est maintenant au rang 1. Ordre enregistré')
    // at rank 1 « Monter » has gone: the other button takes the focus
    expect(/<button[^>]*name="descendre"[^>]*autofocus[^>]*>/.test(html)).toBe(true)
    await presser({ descendre: cinq[0]! }, 1)
    await presser({ placer: cinq[4]!, [`rang-${cinq[4]}`]: '1' }, 2)
    expect(await ordreVu()).toEqual(['Halle', 'Réservoir', 'Mur', 'École', 'Pont'])
    await presser({ monter: cinq[4]! }, 3)
    expect((await versions()).map(v => v.version)).toEqual([1, 2, 3])
    expect(await page()).toContain('« Halle » passe du rang 5 au rang 1')
  })

  // seen to fail: with the version that was sent left aside
  it('deux personnes à la fois\u00a0: le second changement n’est pas enregistré, les deux ordres se montrent, et l’on choisit', async () => {
    await presser({ garder: 'oui' }, 0)
    await presser({ monter: cinq[1]! }, 1, secretaire.cookie)
    const r = await presser({ monter: cinq[2]! }, 1)
    expect(r.status).toBe(409)
    const html = await r.text()
    const texte = html.replace(/<[^>]+>/g, ' ').replace(/[\u00a0\s]+/g, ' ')
    expect(texte).toContain('Secrétaire de Vico a changé l’ordre à 10 h 00')
    expect(texte).toContain('L’ordre de Secrétaire de Vico, en vigueur Réservoir École Mur Pont Halle')
    expect(texte).toContain('Le vôtre École Mur Réservoir Pont Halle')
    expect(await versions()).toHaveLength(2)
    const mien = /name="mien" value="([^"]+)"/.exec(html)![1]!
    expect((await presser({ mien }, 2)).status).toBe(303)
    expect(await ordreVu()).toEqual(['École', 'Mur', 'Réservoir', 'Pont', 'Halle'])
    expect((await versions()).map(v => v.version)).toEqual([1, 2, 3])
    const prevenus = (await w.courriels()).filter(m => m.sujet.startsWith('L’ordre de vos dossiers a changé'))
    expect(prevenus.map(m => m.destinataire)).toEqual([secretaire.courriel])
  })

  it('la même pression deux fois est faite une fois', async () => {
    const deux = await Promise.all([presser({ monter: cinq[1]! }, 0), presser({ monter: cinq[1]! }, 0)])
    expect(deux.map(r => r.status)).toEqual([303, 303])
    expect(await versions()).toHaveLength(1)
  })

  // seen to fail: without the lock, by the uniqueness of versions (500)
  it('six pressions différentes au même instant\u00a0: une seule est enregistrée, chaque rang reste pris une fois', async () => {
    await presser({ garder: 'oui' }, 0)
    const six = [
      { monter: cinq[1]! },
      { monter: cinq[2]! },
      { monter: cinq[3]! },
      { descendre: cinq[2]! },
      { placer: cinq[4]!, [`rang-${cinq[4]}`]: '1' },
      { placer: cinq[0]!, [`rang-${cinq[0]}`]: '5' },
    ]
    // nobody may write until the six have read: they cross at the same place
    const porte = await w.owner.connect()
    await porte.query('begin')
    await porte.query('lock table ordre in share row exclusive mode')
    const envois = six.map((c, i) => presser(c as Record<string, string>, 1, i % 2 ? maire.cookie : secretaire.cookie))
    const attendent = async () =>
      (
        await porte.query(
          'select count(*)::int as n from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())',
        )
      ).rows[0].n as number
    await expect.poll(attendent, { timeout: 20_000 }).toBe(6)
    await porte.query('commit')
    porte.release()
    const statuts = (await Promise.all(envois)).map(r => r.status)
    expect(statuts.filter(s => s === 303)).toHaveLength(1)
    expect(statuts.filter(s => s === 409)).toHaveLength(5)
    const toutes = await versions()
    expect(toutes.map(v => v.version)).toEqual([1, 2])
    expect([...toutes[1]!.dossiers].sort()).toEqual([...cinq].sort())
  })

  it('un dossier abandonné sort\u00a0: les rangs se resserrent, sans autre geste', async () => {
    await presser({ monter: cinq[4]! }, 0)
    await w.post(paths.dossiers.abandon(cinq[0]!), {}, maire.cookie)
    expect(await ordreVu()).toEqual(['Réservoir', 'Mur', 'Halle', 'Pont'])
    expect(await page()).toContain('Rang 4')
    expect(await page()).not.toContain('Rang 5')
  })
})

describe('jusqu’à la clôture', () => {
  it('à 23 h 59 min 59 s il change, à minuit plus\u00a0: l’ordre d’avant vaut, ce qui n’est pas déposé en sort', async () => {
    await presser({ garder: 'oui' }, 0)
    await w.owner.query("update dossier set etat = 'depose', depose_le = '2021-09-13T08:00:00Z' where id = any($1)", [[cinq[1], cinq[3]]])
    w.regler('2021-09-17T23:59:59.999')
    expect((await presser({ monter: cinq[3]! }, 1)).status).toBe(303)
    w.regler('2021-09-18T00:00:00')
    const r = await presser({ descendre: cinq[1]! }, 2)
    expect(r.status).toBe(422)
    const texte = (await lisible(r)).replace(/[\u00a0\u202f]/g, ' ')
    expect(texte).toContain('La clôture est passée à 23 h 59 min 59 s')
    expect(texte).toContain('Ordre arrêté le 17 septembre 2021 à 23 h 59')
    expect(await versions()).toHaveLength(2)
    expect(await ordreVu()).toEqual(['Réservoir', 'Pont'])
    await w.owner.query("update dossier set etat = 'retire' where id = $1", [cinq[1]])
    expect(await page()).toContain('Pont : rang 1')
  })

  it('l’attestation d’ordre est un PDF, le même chaque fois\u00a0; avant la clôture il n’y en a pas', async () => {
    await presser({ monter: cinq[1]! }, 0)
    await w.owner.query("update dossier set etat = 'depose', depose_le = '2021-09-13T08:00:00Z' where id = any($1)", [cinq.slice(0, 3)])
    const pdf = paths.structures.attestationOrdre(vico, SLUG)
    expect((await w.get(pdf, maire.cookie)).status).toBe(404)
    w.regler('2021-09-18T10:00:00')
    const un = Buffer.from(await (await w.get(pdf, maire.cookie)).arrayBuffer())
    w.regler('2021-10-18T10:00:00')
    expect(Buffer.from(await (await w.get(pdf, secretaire.cookie)).arrayBuffer()).equals(un)).toBe(true)
    const { texte } = await lirePdf(un)
    expect(texte.replace(/\s+/g, ' ')).toMatch(/Attestation d’ordre.*Vico.*17 septembre 2021.*1 Réservoir.*2 École.*3 Mur/)
  })
})

describe('personne d’autre ne lit l’ordre', () => {
  // seen to fail: with the structure of the address believed
  it('une autre structure, un partenaire, un référent, un ancien membre, un inconnu n’ont pas cette page', async () => {
    await presser({ garder: 'oui' }, 0)
    const olmeto = await w.compte({ structures: ['Olmeto'] })
    const referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
    const ancien = await w.compte({ structures: ['Vico'] })
    await w.owner.query("update appartenance set etat = 'retiree' where compte_id = $1", [ancien.id])
    for (const { cookie } of [olmeto, referent, ancien]) {
      expect((await w.get(adresse(), cookie)).status).toBe(404)
      expect((await presser({ monter: cinq[2]! }, 1, cookie)).status).toBe(404)
      expect((await w.get(paths.structures.attestationOrdre(vico, SLUG), cookie)).status).toBe(404)
    }
    expect((await w.get(adresse())).status).toBe(303)
    expect(await versions()).toHaveLength(1)
  })

  it('un dossier d’une autre structure glissé dans l’ordre n’y entre pas', async () => {
    const olmeto = await w.compte({ structures: ['Olmeto'] })
    const [autre] = await brouillons(w, olmeto.cookie, ['Port'])
    await presser({ garder: 'oui' }, 0)
    await presser({ mien: [autre!, ...cinq].join(' ') }, 1)
    await presser({ monter: autre! }, 1)
    expect((await versions()).flatMap(v => v.dossiers)).not.toContain(autre)
  })

  it('un appel qui ne demande pas d’ordre n’a pas cette page', async () => {
    expect((await w.get(paths.structures.ordre(vico, 'inconnu'), maire.cookie)).status).toBe(404)
  })
})
