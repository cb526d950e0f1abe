import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dessinerCorps } from '../../features/appels/pages/appel-corps.view.tsx'
import type { Appel } from '../../features/cahier/index.ts'
import { evaluer, preparerRegles } from '../../features/recevabilite/index.ts'
import type { Faits } from '../../features/verdicts/index.ts'
import { chargerAppel, sansInsecables } from './jouer.ts'
import { dossierDe, type Promesse, promessesDe } from './promesses.ts'

const dossiers = (racine: string) =>
  existsSync(racine)
    ? readdirSync(racine)
        .map(d => join(racine, d, 'appel.yml'))
        .filter(f => existsSync(f))
    : []
const FICHIERS = [
  ...dossiers('appels'),
  ...dossiers('appels-exemples'),
  ...readdirSync('src/test/appels')
    .filter(f => f.endsWith('.yml'))
    .map(f => join('src/test/appels', f)),
]

const argent = (aide: number, part: number) => (f: Faits) => ({ ...f, montants: { aide, part, autres: 0 } })
const voirie = (aide: number, travaux: number) => (f: Faits) => ({
  ...f,
  volet: 'voirie',
  montants: { aide, part: travaux, autres: 0 },
  depenses: { travaux },
})
const depenses =
  (nature: string, cents: number, aide: number) =>
  (f: Faits): Faits => ({ ...f, montants: { aide, part: cents, autres: 0 }, depenses: { [nature]: cents } })
/** What « minimum » and « texte » of the aid say with a figure: the sentence is the author's, so the two dossiers are written here. A figure without them fails. */
const PHRASES: Record<string, Promesse[]> = {
  'itn7-axe3-corse-2021': [
    { quoi: 'le coût minimal', dit: '5 000 €', tenue: argent(100_000, 400_000), rompue: argent(100_000, 399_999) },
    // the global cost holds the aid: beyond 100 % of it there is nothing but expenses that the plan has not
    { quoi: '100 % au plus', dit: '100 %', tenue: argent(2_000_000, 0), rompue: argent(2_000_001, 0) },
  ],
  'fonds-equipements-2027': [
    { quoi: 'le taux de la voirie', dit: '25 à 35 %', tenue: voirie(100_000, 400_000), rompue: voirie(100_001, 400_000) },
    { quoi: 'le plancher', dit: '3 000 €', tenue: voirie(1, 300_000), rompue: voirie(1, 299_999) },
  ],
  'detr-tarn-2018': [
    {
      quoi: 'le plancher',
      dit: '10 000 €',
      tenue: depenses('travaux', 1_000_000, 300_000),
      rompue: depenses('travaux', 999_999, 300_000),
    },
  ],
  'pve-herault-2013': [
    {
      quoi: 'le seuil des investissements',
      dit: '4 000 €',
      tenue: depenses('materiel', 400_000, 1),
      rompue: depenses('materiel', 399_999, 1),
    },
  ],
  'fisac-pays-de-la-loire-2018': [
    {
      quoi: 'le seuil des dépenses',
      dit: '10 000 €',
      tenue: depenses('modernisation', 1_000_000, 1),
      rompue: depenses('modernisation', 999_999, 1),
    },
    {
      quoi: 'le taux commun',
      dit: '20 %',
      tenue: depenses('modernisation', 1_000_000, 200_000),
      rompue: depenses('modernisation', 1_000_000, 200_001),
    },
    {
      quoi: 'le taux de l’accessibilité',
      dit: '30 %',
      tenue: depenses('accessibilite', 1_000_000, 300_000),
      rompue: depenses('accessibilite', 1_000_000, 300_001),
    },
  ],
  'illettrisme-hauts-de-france-2023': [
    { quoi: '80 % du coût', dit: '80 %', tenue: argent(2_000_000, 500_000), rompue: argent(2_000_001, 499_999) },
  ],
  'classes-mobiles-2027': [
    {
      quoi: '250 € par équipement',
      dit: '250 €',
      tenue: f => ({ ...argent(25_000, 0)(f), reponses: { nombre_equipements: 1 } }),
      rompue: f => ({ ...argent(25_001, 0)(f), reponses: { nombre_equipements: 1 } }),
    },
  ],
}
/** Where a rule of the file refines a declaration: what it asks of the same dossiers. */
const PRECISEES: Record<string, Record<string, Partial<Promesse>>> = {
  // the country of its editor is not known: any of it is checked by somebody
  'itn7-axe3-corse-2021': { 'la part marginale, licence_inconnue': { tenue: f => f } },
}

const FAUTES = new Set(['non_respectee', 'attention', 'a_verifier', 'autre_appel'])
/** The rules that find something to say of a dossier, with their clauses. */
const reproches = (appel: Appel, cle: string, f: Faits) =>
  evaluer(preparerRegles(appel, cle), f, 'depot').filter(v => FAUTES.has(v.resultat))

describe.each(FICHIERS)('%s : ce que la page promet est ce qui est jugé', fichier => {
  const appel = chargerAppel(fichier)
  const page = sansInsecables(
    String(dessinerCorps({ appel, numero: 1, publieeLe: null, instant: appel.calendrier.vagues[0]!.ouverture }).texte)
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
      .replaceAll('&nbsp;', ' ')
      .replace(/<[^>]+>/g, ''),
  )
  const declarees = promessesDe(appel).map(p => ({ ...p, ...PRECISEES[appel.slug]?.[p.quoi] }))
  const promesses = [...declarees, ...(PHRASES[appel.slug] ?? [])]
  const nouveaux = ({ tenue, rompue }: Promesse) => {
    const avant = new Set(reproches(appel, fichier, tenue(dossierDe(appel))).map(v => v.regle))
    return reproches(appel, fichier, rompue(dossierDe(appel))).filter(v => !avant.has(v.regle))
  }

  // seen to fail: without `declarationsQui`, then without `declarationsCombien`, then with the page that says no `membres_min`
  test.each(promesses)('$quoi', p => {
    expect(page).toContain(sansInsecables(p.dit))
    expect(nouveaux(p).length).toBeGreaterThan(0)
    for (const v of nouveaux(p)) expect(v.clauses.filter(c => !(c in appel.clauses))).toEqual([])
  })

  // seen to fail: with `juge` that always answers no
  test('une déclaration donne un verdict, pas deux', () => {
    expect(declarees.filter(p => nouveaux(p).length !== 1).map(p => `${p.quoi}\u00a0: ${nouveaux(p).map(v => v.regle)}`)).toEqual([])
  })

  test('chaque chiffre des phrases « minimum » et « texte » de l’aide a son dossier qui passe et son dossier qui ne passe pas', () => {
    const chiffres = [...sansInsecables(`${appel.aide.minimum ?? ''} ${appel.aide.texte}`).matchAll(/\d[\d ]*(?:,\d+)? [€%]/g)].map(
      m => m[0],
    )
    const declares = promesses.map(p => sansInsecables(p.dit))
    expect(chiffres.filter(c => !declares.some(d => d.endsWith(c)))).toEqual([])
  })
})
