import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifierAppel } from './verifier-appel.ts'

const dossiers = (racine: string) => readdirSync(racine).map(d => join(racine, d, 'appel.yml'))
const APPELS = [
  ...['appels', 'appels-exemples'].flatMap(dossiers),
  ...readdirSync('src/test/appels').map(f => join('src/test/appels', f)),
].filter(f => f.endsWith('.yml') && existsSync(f))

// seen to fail: with the computed aid that is not followed (the two scales of `forfait.yml`)
test.each(APPELS)('%s : rien ne bloque sa publication, et chacun de ses chiffres sert', fichier => {
  const points = verifierAppel(readFileSync(fichier, 'utf8'), fichier)
  expect(
    points.filter(p => p.niveau === 'erreur' || p.sujet === 'parametre_inutile' || p.sujet === 'clause_inutile').map(p => p.fait),
  ).toEqual([])
})

const FORFAIT = readFileSync('src/test/appels/forfait.yml', 'utf8')
const inutiles = (colonnes: string, formule: string) => {
  const questions = FORFAIT.replace(
    /^( *)questions:\n/m,
    (l, marge: string) =>
      `${l}${marge}  - { id: lignes, type: tableau, libelle: Lignes, colonnes: [{ code: prix, type: montant, libelle: Prix }${colonnes}] }\n`,
  )
  const texte = questions
    .replace(/^parametres:\n/m, 'parametres:\n  plafond de ligne: { type: montant, valeur: 777 € }\n')
    .replace(/^regles:\n/m, `regles:\n${formule}`)
  const points = verifierAppel(texte, 'a.yml')
  expect(points.filter(p => p.niveau === 'erreur').map(p => p.fait)).toEqual([])
  return points.filter(p => p.sujet === 'parametre_inutile').map(p => p.champ)
}
// seen to fail: with the columns that are worked out, then with the rules of lines, that are not followed
test('un chiffre qui ne sert qu’à une colonne calculée ou à la règle d’une ligne sert', () => {
  const regle = `  - { id: ligne, titre: Ligne, tableau: lignes, clauses: [A2], etape: projet, controles: [{ formule: prix <= plafond de ligne, sinon: attention, phrase: "Trop cher." }], respectee: "Oui." }\n`
  expect(inutiles('', '')).toEqual(['parametres › plafond de ligne'])
  expect(inutiles(', { code: aide, libelle: Aide, calcul: min(prix ; plafond de ligne) }', '')).toEqual([])
  expect(inutiles('', regle)).toEqual([])
})

// seen to fail: without `aide.calcul`
test('après l’ouverture, un autre calcul de l’aide est un changement rétroactif', () => {
  const neuf = FORFAIT.replace('calcul: min(forfait des ateliers ; plafond par taille)', 'calcul: forfait des ateliers')
  const dits = (instant: string) =>
    verifierAppel(neuf, 'a.yml', { enVigueur: FORFAIT, instant: new Date(instant) }).flatMap(p =>
      p.sujet === 'changement_retroactif' ? [p.fait] : [],
    )
  expect(dits('2099-01-01')).toEqual(['Le calcul de l’aide change après l’ouverture.'])
  expect(dits('2000-01-01')).toEqual([])
})
