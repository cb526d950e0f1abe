import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { champsDe, texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { totauxDe } from './totaux.ts'

/** A programme of 500 000 €, in envelopes that make 400 000 €. */
const APPEL = readFileSync('src/test/appels/deux-vagues.yml', 'utf8').replace(
  'montant: 400 000 € }\n\nterritoire',
  'montant: 500 000 € }\n\nterritoire',
)
const { studio: p } = paths

describe('les totaux d’un appel', () => {
  const appel = (programme: object, ...montants: unknown[]) => ({
    programme,
    enveloppes: montants.map((montant, i) => ({ code: `e${i}`, montant })),
  })
  it.each([
    ['s’accordent', appel({ montant: '300 €' }, '100 €', 200), undefined],
    ['ne se lisent pas encore', appel({ montant: '300 €' }, '100 €', ''), undefined],
    ['ne disent rien d’annoncé', appel({}, '100 €'), undefined],
    ['sont une part d’un axe national', appel({ axe: { montant: '900 €' } }, '100 €'), undefined],
    ['dépassent leur axe', appel({ axe: { montant: '90 €' } }, '100 €'), [90, 100]],
    ['annoncent plus', appel({ montant: '350 €' }, '100 €', '200 €'), [350, 300]],
  ])('%s', (_, brut, attendu) => {
    const t = totauxDe(brut)
    expect(t && [t.annonce / 100, t.total / 100]).toEqual(attendu)
  })
  it('une enveloppe qui n’aurait plus rien ne peut pas rendre l’écart', () => {
    const t = totauxDe(appel({ montant: '100 €' }, '100 €', '200 €'))
    expect(t?.recoivent.map(e => e.code)).toEqual([])
    expect(totauxDe(appel({ montant: '150 €' }, '100 €', '200 €'))?.recoivent.map(e => [e.code, e.montant])).toEqual([['e1', 5000]])
  })
})

let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())
const ouvrir = async (source = APPEL) => /[0-9a-f-]{36}/.exec((await w.post(p.accueil, { source }, admin)).headers.get('location')!)![0]
const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const brut = async (id: string) => parse(await lire(p.fichier(id)))
const presser = async (id: string, ordre: string, plus: Record<string, string> = {}) => {
  const page = p.section(id, 'argent')
  return w.post(page, { ...champsDe(await lire(page)), ordre, ...plus }, admin)
}

describe('les enveloppes ne font pas le total annoncé', () => {
  it('la page montre les deux totaux et l’écart\u00a0; j’annonce la somme d’un bouton, et « Annuler » rend l’ancien', async () => {
    const id = await ouvrir()
    expect(texte(await lire(p.section(id, 'argent'))).replaceAll('\u00a0', ' ')).toMatch(
      /Total annoncé 500 000 € Somme des enveloppes 400 000 € Il manque 100 000 €/,
    )
    const r = await presser(id, 'ecart annoncer')
    expect(r.headers.get('location')).toContain('fait=totaux#/enveloppes')
    expect(await lire(p.fichier(id))).toBe(APPEL.replace('montant: 500 000 € }\n\nterritoire', 'montant: 400 000 € }\n\nterritoire'))
    const page = texte(await lire(`${p.section(id, 'argent')}?fait=totaux`))
    expect(page).toContain('Les totaux s’accordent.')
    expect(page).not.toContain('Somme des enveloppes')
    await w.post(p.retour(id), { ...champsDe(await lire(p.brouillon(id))), sens: 'annuler' }, admin)
    expect(await lire(p.fichier(id))).toBe(APPEL)
  })

  it('je porte l’écart sur l’enveloppe que je choisis\u00a0; une qui ne peut pas, ou n’existe pas, est refusée en une phrase', async () => {
    const id = await ouvrir()
    const avant = await brut(id)
    const code = avant.enveloppes.at(-1).code
    expect((await presser(id, 'ecart porter', { ecart: 'nulle' })).status).toBe(422)
    expect(await lire(p.fichier(id))).toBe(APPEL)
    await presser(id, 'ecart porter', { ecart: code })
    const apres = await brut(id)
    const euros = (v: string) => Number(v.replace(/[^\d]/g, ''))
    expect(euros(apres.enveloppes.at(-1).montant)).toBe(euros(avant.enveloppes.at(-1).montant) + 100_000)
    expect({ ...apres, enveloppes: undefined }).toEqual({ ...avant, enveloppes: undefined })
    expect((await presser(id, 'ecart porter', { ecart: code })).headers.get('location')).toContain('fait=rien')
  })

  it('sans le rôle, rien ne change', async () => {
    const id = await ouvrir()
    const { cookie } = await w.compte({ roles: [roleDe('referent_regional')] })
    expect((await w.post(p.section(id, 'argent'), { ordre: 'ecart annoncer' }, cookie)).status).toBe(404)
    expect(await lire(p.fichier(id))).toBe(APPEL)
  })
})
