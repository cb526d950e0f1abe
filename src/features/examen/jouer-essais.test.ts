import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { FICHIER_DEUX_TEMPS } from '../../test/deux-temps.ts'
import { lireAppel } from '../appels/index.ts'
import { jouerEssais } from './index.ts'

const FICHIER = 'src/test/appels/fonds-departemental.yml'
const TEXTE = readFileSync(FICHIER, 'utf8')
const changer = (avant: string, apres: string) => {
  expect(TEXTE).toContain(avant)
  return TEXTE.replace(avant, apres)
}
function jouer(texte: string) {
  const lu = lireAppel(texte, FICHIER)
  if (!lu.ok) throw new Error(lu.error.map(e => `${e.ligne} ${e.message}`).join('\n'))
  return jouerEssais({ appel: lu.value, sha256: texte })
}
const ecarts = (texte: string) =>
  jouer(texte).flatMap(j =>
    j.ecarts.map(e => sansInsecables(`${j.essai.code}, ${e.quoi} : ${e.attendu} → ${e.obtenu}${e.pourquoi ? ` (${e.pourquoi})` : ''}`)),
  )

test('les essais du fonds départemental donnent ce qu’ils attendent', () => {
  expect(ecarts(TEXTE)).toEqual([])
  expect(jouer(TEXTE).map(j => [j.essai.code, j.depose, j.plafond])).toEqual([
    ['voirie', true, 2_500_000],
    ['un_euro_de_trop', false, 2_500_100],
    ['sous_le_plancher', false, 70_000],
    ['rampe', true, 70_000],
    ['seconde_trop_tard', false, 70_000],
  ])
})

test('un taux changé dans l’appel fait échouer ceux qui l’attendaient : attendu, obtenu, pourquoi', () => {
  const dits = ecarts(changer('valeurs: { voirie: 25 %, batiments', 'valeurs: { voirie: 24 %, batiments'))
  expect(dits[0]).toMatch(
    /^voirie, le dépôt : déposé → pas déposé \(Taux de la catégorie : Le taux de votre catégorie est de 24 %.* demandez au plus 24 000 €/,
  )
  expect(dits).toContain('voirie, « taux de la catégorie » : 25 % → 24 %')
  expect(dits).toContain('voirie, « le maximum de l’aide » : 25 000,00 € → 24 000,00 €')
  expect(dits.some(d => d.startsWith('voirie, la règle taux : Respectée → Non respectée'))).toBe(true)
  expect(dits.some(d => d.startsWith('rampe'))).toBe(false)
})

test('ce qu’un essai attend à tort se dit : dépôt, règles qui bloquent, montant', () => {
  expect(ecarts(changer('{ depose: non, bloquants: [plancher] }', '{ depose: oui }'))[0]).toContain(
    'sous_le_plancher, le dépôt : déposé → pas déposé',
  )
  expect(ecarts(changer('bloquants: [plancher]', 'bloquants: [plancher, taux]'))[0]).toContain(
    'les règles qui bloquent : plancher, taux → plancher',
  )
  expect(ecarts(changer('montant: 25 000 €', 'montant: 25 001 €'))).toEqual(['voirie, le montant : 25 001,00 € → 25 000,00 €'])
  expect(ecarts(changer('montant: 600 €', 'montant: 700 €'))[0]).toContain('rampe, le montant : 700,00 € → 700,00 € au plus')
  expect(
    ecarts(
      changer('quand: 2027-04-01 00:00:00\n    attendu: { depose: non }', 'quand: 2027-04-01 00:00:00\n    attendu: { depose: oui }'),
    )[0],
  ).toContain('L’appel n’est pas ouvert à cet instant.')
  // seen to fail: « obtenu : aucune », and nothing of why
  expect(
    ecarts(
      changer(
        'quand: 2027-04-01 00:00:00\n    attendu: { depose: non }',
        'quand: 2027-04-01 00:00:00\n    attendu: { depose: non, bloquants: [taux] }',
      ),
    )[0],
  ).toMatch(/taux → aucune \(.* Le dépôt est refusé sans qu’une règle le dise : retirez « bloquants »\.\)$/)
})

test('une réponse ou une pièce qui manque se voit, sans rien inventer à sa place', () => {
  const [ecart] = ecarts(
    changer(
      'aide: 25 001 €\n    part: 74 999 €\n    attendu: { depose: non, bloquants: [taux], valeurs: { maximum: 25 000 € } }',
      'sans_reponse: [date_fin]\n    pieces: [devis]\n    attendu: { depose: oui }',
    ),
  )
  expect(ecart).toMatch(/un_euro_de_trop, le dépôt .*Fin des travaux.*Délibération/s)
})

// seen to fail: without the filings that come before, then with those that are refused
test('les essais d’un même porteur se suivent\u00a0: ceux qui sont déposés comptent pour ceux qui viennent après', () => {
  const texte = readFileSync('src/test/appels/priorites.yml', 'utf8')
  expect(ecarts(texte)).toEqual([])
  const plusTot = texte.replace('quand: 2027-03-12 10:00:00', 'quand: 2027-03-09 10:00:00')
  expect(ecarts(plusTot)).toEqual([
    'pont, « dossiers du porteur » : 1 → 2',
    expect.stringContaining('deuxieme_pont, les règles qui bloquent : voirie → '),
    'toit, « dossiers du porteur » : 2 → 1',
    'toit, « dossiers du porteur . voirie » : 1 → 0',
  ])
})

// seen to fail: with the full dossiers alone counted among themselves
test('au second temps, les autres intentions du porteur comptent, refusées ou non, et le rang de la sienne vaut', () => {
  const texte = readFileSync(FICHIER_DEUX_TEMPS, 'utf8')
    .replace('\nporteurs:\n', '\nporteurs:\n  ordre: { texte: Le porteur range., clauses: [A2] }\n')
    .replace('    titre: Une intention présélectionnée\n', t => `${t}    rang: 2\n`)
    .replace(
      '{ nom: Venaco, type: commune, departement: "2B", region: "94", population: 640 }',
      '{ nom: Vico, type: commune, departement: "2A", region: "94", population: 999 }',
    )
    .replace(
      '- id: ouvert\n',
      `- { id: combien, titre: Combien, clauses: [A2], usages: [depot, instruction], etape: porteur, champ: structure, controles: [{ formule: dossiers du porteur = 1, sinon: attention, phrase: "{dossiers du porteur}, au rang {rang du dossier}. N'empêche pas de déposer." }], respectee: Seul. }
      - id: ouvert\n`,
    )
    .replace('valeurs: { aide envisagée: 120 000 € }', 'valeurs: { dossiers du porteur: 1, rang du dossier: 1 }')
  expect(ecarts(texte)).toEqual(['gare_complete, « dossiers du porteur » : 1 → 2', 'gare_complete, « rang du dossier » : 1 → 2'])
})

test('npm run appel:verifier joue les essais, et dit celui qui échoue', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'gt-essais-'))
  const lancer = (texte: string) => {
    const fichier = join(dossier, 'appel.yml')
    writeFileSync(fichier, texte)
    try {
      return {
        code: 0,
        dit: execFileSync(process.execPath, ['scripts/appel-verifier.ts', fichier], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      }
    } catch (e) {
      const { status, stderr } = e as { status: number; stderr: string }
      return { code: status, dit: sansInsecables(stderr) }
    }
  }
  expect(lancer(TEXTE)).toMatchObject({ code: 0, dit: expect.stringContaining('5 essais') })
  const faux = lancer(changer('montant: 25 000 €', 'montant: 25 001 €'))
  expect(faux.code).toBe(1)
  expect(faux.dit).toContain(
    'Essai « voirie » (Une commune refait une chaussée, au maximum de l’aide), le montant :\n  attendu : 25 001,00 €\n  obtenu  : 25 000,00 €',
  )
  expect(faux.dit).toContain('l’appel est juste, mais 1 de ses 5 essais ne donne pas ce qu’il attend')
})
