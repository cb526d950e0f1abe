import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lireYaml } from '../../../lib/yaml.ts'
import { lireAppel } from '../../appels/index.ts'
import { analyser } from '../../recevabilite/index.ts'
import { CATALOGUE, CONDITIONS, offerte } from './amorces.table.ts'
import { arbreDe, canon } from './arbre.ts'
import { direPhrase, formuleDe } from './composer.ts'
import { type Case, MOTIFS, type Motif } from './motifs.table.ts'
import { convient, type Offres, optionsDe } from './offre.ts'
import { offresDe } from './offres.ts'
import type { Remplie } from './phrase.ts'
import { phraseDuPorteur } from './porteur.ts'
import { lirePhrase } from './reconnaitre.ts'
import { formulesDe } from './regles-dites.ts'

const FICHIERS = globSync(['appels/*/appel.yml', 'appels-exemples/*/appel.yml', 'src/test/appels/*.yml']).sort()
const brutDe = (fichier: string) => {
  const lu = lireYaml(readFileSync(fichier, 'utf8'))
  if (!lu.ok) throw new Error(fichier)
  return lu.value.brut as Record<string, unknown>
}
const nomDe = (fichier: string) =>
  fichier
    .split('/')
    .filter(m => m !== 'appel.yml')
    .at(-1)!
    .replace('.yml', '')
const BRUTS = new Map(FICHIERS.map(f => [nomDe(f), brutDe(f)]))

/** Every condition of a call: those of its rules, and those of what it asks. */
function conditionsDe(brut: Record<string, unknown>): { formule: string; offres: Offres }[] {
  const trouvees: { formule: string; offres: Offres }[] = []
  const offres = offresDe(brut)
  const voir = (v: unknown, ici: Offres) => {
    if (Array.isArray(v)) for (const x of v) voir(x, ici)
    if (v === null || typeof v !== 'object' || Array.isArray(v)) return
    const g = v as Record<string, unknown>
    const dedans = typeof g.tableau === 'string' ? offresDe(brut, { tableau: g.tableau }) : ici
    for (const [cle, x] of Object.entries(g)) {
      if (cle === 'si' || cle === 'applicable_si' || (cle === 'formule' && 'sinon' in g))
        for (const formule of formulesDe(x).formules) trouvees.push({ formule, offres: cle === 'applicable_si' ? offres : dedans })
      else if (cle !== 'essais') voir(x, dedans)
    }
  }
  voir(brut, offres)
  return trouvees
}
const dite = (formule: string, offres: Offres) => {
  const lue = lirePhrase(formule, offres)
  return lue === 'illisible' ? undefined : lue
}
const sens = (formule: string, offres: Offres) => {
  const lu = offres.lire(formule)
  if (!lu.ok) throw new Error(`${formule}: ${lu.error.message}`)
  return canon(arbreDe(lu.value))
}

/** Of a hundred conditions of each call, how many are said by a sentence of the catalogue: what was measured, and never less. */
const PARTS: Readonly<Record<string, number>> = {
  'aisance-aquatique-bretagne-2024': 100,
  'anr-generique-2024': 100,
  'degats-orages': 100,
  'detr-tarn-2018': 100,
  'deux-temps': 100,
  'deux-vagues': 100,
  'fisac-collectif-2018': 100,
  'fisac-pays-de-la-loire-2018': 100,
  'fonds-departemental': 100,
  forfait: 100,
  'illettrisme-hauts-de-france-2023': 100,
  'itn7-axe3-corse-2021': 100,
  'plan-court': 100,
  priorites: 100,
  'pve-herault-2013': 50,
}

describe.each([...BRUTS])('%s', (nom, brut) => {
  const conditions = conditionsDe(brut)
  test('ses conditions se lisent en phrases du catalogue', () => {
    const libres = conditions.filter(c => !dite(c.formule, c.offres)).map(c => c.formule)
    const part = conditions.length === 0 ? 100 : Math.round((100 * (conditions.length - libres.length)) / conditions.length)
    expect(part, libres.join('\n')).toBeGreaterThanOrEqual(PARTS[nom] ?? 101)
  })
  test('chaque phrase redonne une formule qui dit la même chose', () => {
    for (const { formule, offres } of conditions) {
      const p = dite(formule, offres)
      if (p) expect(sens(formuleDe(p), offres), formule).toBe(sens(formule, offres))
    }
  })
  test('chaque nom que ses formules peuvent citer s’offre par son libellé, avec son genre', () => {
    const lu = lireAppel(readFileSync(FICHIERS.find(f => nomDe(f) === nom)!, 'utf8'), nom)
    if (!lu.ok) throw new Error(nom)
    const { noms } = offresDe(brut)
    const connus = [...analyser(lu.value).lexique].filter(([n, d]) => d.genre !== 'libelle' && !d.tableau && !/ \. [A-Z]{2,}/.test(n))
    expect(connus.length).toBeGreaterThan(40)
    expect(connus.filter(([n, d]) => noms.get(n)?.genre !== d.genre).map(([n, d]) => `${n} (${d.genre})`)).toEqual([])
    expect([...noms.values()].filter(o => !(o.dit || o.oui)).map(o => o.nom)).toEqual([])
  })
})

/** The same draws at each run. */
function hasard(graine: number) {
  let x = graine
  return (n: number) => {
    x = (Math.imul(x, 1_103_515_245) + 12_345) & 0x7fffffff
    return (x >> 8) % n
  }
}
const CHIFFRES: Readonly<Record<string, readonly string[]>> = {
  montant: ['1 €', '5 000 €', '12 345,67 €', '10 000 000 €'],
  taux: ['1 %', '80 %', '12,5 %', '33,33 %'],
  nombre: ['1', '12', '2000', '0,5'],
  date: ['01/01/2027', '29/02/2028', '31/12/2027'],
}
/** A pattern filled with names and figures that a call offers; nothing when the call has nothing for a blank. A figure is never zero: « rien n'est prévu » says that. */
function remplirAuHasard(m: Motif, offres: Offres, tirer: (n: number) => number): Remplie | undefined {
  const valeurs: Record<string, string | readonly string[]> = {}
  for (const [x, c] of Object.entries(m.cases)) {
    const v = tirerUn(c, valeurs, offres, tirer)
    if (v === undefined) return undefined
    valeurs[x] = v
  }
  return { motif: m.code, valeurs }
}
function tirerUn(c: Case, valeurs: Remplie['valeurs'], offres: Offres, tirer: (n: number) => number) {
  const un = <T>(l: readonly T[]): T | undefined => l[tirer(Math.max(1, l.length))]
  if (c.genre === 'signe') return un(c.signes)
  if (c.genre === 'colonne') return un([...offres.colonnes].filter(([, o]) => o.genre === c.de).map(([nom]) => nom))
  if (c.genre === 'codes') {
    const codes = Object.keys(optionsDe(String(valeurs[c.de]), offres) ?? {})
    const debut = tirer(Math.max(1, codes.length))
    return codes.length === 0 ? undefined : codes.slice(debut, debut + 1 + tirer(3))
  }
  // a sentence speaks of what is judged, and compares it with a figure
  const noms = [...offres.noms.values()].filter(o => convient(c, o) && (c.genre !== 'fait' || o.sorte !== 'chiffre')).map(o => o.nom)
  return c.genre === 'valeur' && tirer(2) === 0 ? un(CHIFFRES[c.de]!) : un(noms)
}

describe('le catalogue', () => {
  test.each(MOTIFS.map(m => [m.code, m] as const))('%s\u00a0: remplie, elle donne une formule qui se relit comme elle', (code, motif) => {
    const tirer = hasard([...code].reduce((t, l) => t * 31 + l.charCodeAt(0), 7) & 0x7fffffff)
    let tires = 0
    for (const brut of BRUTS.values()) {
      const offres = offresDe(brut)
      for (let n = 0; n < 12; n++) {
        const remplie = remplirAuHasard(motif, offres, tirer)
        if (!remplie) continue
        tires++
        const formule = formuleDe(remplie)
        expect(dite(formule, offres), formule).toEqual(remplie)
        // its own spaces and parentheses say the same
        const autre = `( ${formule.replace(/ (>=|<=|=) /g, '  $1 ')} )`
        expect(dite(autre, offres), autre).toEqual(remplie)
        expect(direPhrase(remplie, offres)).not.toMatch(/undefined|\{|\}/)
      }
    }
    expect(tires).toBeGreaterThan(10)
  })
  test('l’ordre et le côté ne comptent pas où ils ne changent rien', () => {
    const offres = offresDe(BRUTS.get('detr-tarn-2018'))
    for (const [a, b] of [
      ['coût global >= 5 000 €', '5000€ <= coût global'],
      ['base éligible >= plancher', 'plancher <= base éligible'],
      ['commence', 'commence = oui'],
      ['commence = non', '(commence != oui)'],
      ["volet = 'ecoles'", "volet parmi ('ecoles')"],
      ["volet parmi ('ecoles' ; 'voirie')", "volet parmi ['ecoles', 'voirie']"],
      ['population >= 500 et population <= 2000', 'population <= 2 000 et 500 <= population'],
      ['aide demandée <= min(50 000 € ; plancher)', 'aide demandée <= le plus petit de (50 000 € ; plancher)'],
    ] as const)
      expect(dite(b, offres), b).toEqual(dite(a, offres))
    expect(dite('coût global >= 5 000 €', offres)).toMatchObject({
      motif: 'comparer_montant',
      valeurs: { quoi: 'coût global', signe: '>=' },
    })
    expect(dite('coût global >= 5 000 €', offres)).not.toEqual(dite('coût global > 5 000 €', offres))
  })
  test('une formule que rien ne dit reste une formule', () => {
    const offres = offresDe(BRUTS.get('detr-tarn-2018'))
    for (const f of ['coût global >= 3 * plancher', 'coût global > 5 000', 'nom inventé > 3', "volet = 'inconnu'"])
      expect(dite(f, offres), f).toBeUndefined()
  })
  test('chaque phrase proposée est d’un motif, et n’emplit que ses blancs', () => {
    const codes = new Map(MOTIFS.map(m => [m.code, m]))
    const toutes = [...CATALOGUE.flatMap(g => g.amorces), ...CONDITIONS]
    for (const { motif, valeurs } of toutes)
      for (const x of Object.keys(valeurs)) expect(Object.keys(codes.get(motif)?.cases ?? {}), motif).toContain(x)
    expect(new Set(CATALOGUE.flatMap(g => g.amorces.map(p => p.code))).size).toBeGreaterThan(30)
  })
  test('ne s’offrent que les phrases dont l’appel peut remplir les blancs', () => {
    const de = (nom: string) => CATALOGUE.flatMap(g => g.amorces.filter(a => offerte(a, offresDe(BRUTS.get(nom)))).map(a => a.code))
    expect(de('detr-tarn-2018')).toContain('cout_minimal')
    expect(de('detr-tarn-2018')).not.toContain('lignes_ou')
    expect(de('degats-orages')).toContain('lignes_oui')
    expect(de('forfait')).not.toContain('cout_minimal')
    expect(de('forfait')).toContain('aide_maximale')
  })
})

describe('ce que lit le porteur', () => {
  test('la phrase proposée dit ses chiffres, et se lit comme celle d’une règle', () => {
    const offres = offresDe(BRUTS.get('detr-tarn-2018'))
    const de = (f: string) => phraseDuPorteur(dite(f, offres)!, offres)
    expect(de('coût global >= 5 000 €')).toBe(
      'Le coût global : {coût global}. Il faut 5\u00a0000\u00a0€ au moins. Il manque {5 000 € - coût global}.',
    )
    expect(de('base éligible >= plancher')).toBe(
      'La base éligible : {base éligible}. Il faut {plancher} au moins. Il manque {plancher - base éligible}.',
    )
    expect(de('commence = non')).toContain('est oui.')
    expect(de('dans le territoire')).toBe('La structure n’est pas dans le territoire.')
    expect(de('pièces . avis_sdis')).toBe('Joignez la pièce «\u00a0Avis du service d’incendie\u00a0».')
  })
  test('un libellé qui porte des accolades n’ouvre pas de formule', () => {
    const brut = structuredClone(BRUTS.get('detr-tarn-2018')!)
    const question = (
      brut as never as { formulaires: { etapes: { questions?: { id: string; libelle: string }[] }[] }[] }
    ).formulaires[0]!.etapes.flatMap(e => e.questions ?? []).find(q => q.id === 'commence')!
    question.libelle = '{coût global} <b>gras</b>'
    const offres = offresDe(brut)
    expect(phraseDuPorteur(dite('commence = non', offres)!, offres)).not.toContain('{')
  })
})

describe('une formule faite pour tenir le serveur', () => {
  const offres = offresDe(BRUTS.get('pve-herault-2013'))
  test.each([
    ['trop longue', `coût global > ${'1 + '.repeat(300)}1`, /dépasse 500 caractères/],
    ['de parenthèses', '('.repeat(499), /trop tôt|fermante|attendue/],
    ['trop emboîtée', `${'(dans le territoire et (dans le territoire ou '.repeat(5)}dans le territoire${'))'.repeat(5)}`, /s’emboîtent/],
    ['de mots', 'a '.repeat(249), /./],
  ])('%s, elle est refusée par une phrase, ou lue à l’instant', (_, formule, phrase) => {
    const lu = offres.lire(formule)
    expect(lu.ok ? 'lue' : lu.error.message).toMatch(phrase)
  })
  test('une formule de quarante membres, une autre de neuf alternatives, se lisent sans détour', () => {
    const longue = Array.from({ length: 38 }, () => 'lots > 1').join(' et ')
    expect(dite(longue, offres)).toMatchObject({ lien: 'et' })
    expect(dite(Array.from({ length: 9 }, (_, i) => `(lots > ${i} ou lots aidés = ${i})`).join(' et '), offres)).toBeDefined()
  })
})
