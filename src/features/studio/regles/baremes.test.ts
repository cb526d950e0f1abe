import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { lireYaml } from '../../../lib/yaml.ts'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { offresDe } from '../motifs/offres.ts'
import { baremesDe } from './baremes.ts'

const FONDS = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
const brutDe = (source: string) => {
  const lu = lireYaml(source)
  if (!lu.ok) throw new Error('not YAML')
  return lu.value.brut
}
const lus = (source: string, ...formules: string[]) => {
  const brut = brutDe(source)
  const nu = (t: string) => t.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
  return baremesDe(brut, formules, offresDe(brut)).map(b => ({
    titre: b.titre,
    tetes: [b.cas, b.valeur],
    lignes: b.lignes.map(l => `${nu(l.cas)} : ${nu(l.valeur)}`),
  }))
}

describe('les barèmes d’une formule', () => {
  it('se lisent jusque dans les calculs qu’elle nomme, en mots, chaque chiffre avec son unité', () => {
    expect(lus(FONDS, 'aide demandée <= maximum')).toEqual([
      {
        titre: 'Plafond par taille',
        tetes: ['Population de la structure', 'Montant'],
        lignes: [
          'Jusqu’à 500 habitants : 20 000 €',
          'Plus de 500, jusqu’à 3 500 habitants : 60 000 €',
          'Plus de 3 500 habitants : 150 000 €',
        ],
      },
      {
        titre: 'Taux de la catégorie',
        tetes: ['Volet', 'Taux'],
        lignes: ['Voirie et ouvrages : 25 %', 'Bâtiments publics : 30 %', 'Accessibilité : 35 %'],
      },
    ])
    // a figure that has one value is none, and a formula that is none has none
    expect(lus(FONDS, 'base éligible >= plancher', 'aide demandée <=')).toEqual([])
  })

  it('à deux entrées, à plages, selon une question en nombre ou un montant, avec le cas des autres', () => {
    const parametres = `parametres:
  grille: { type: taux, selon: [volet, type de structure], valeurs: { voirie: { commune: 20 %, epci: 30 % } }, defaut: 10 % }
  fourchette: { type: taux, selon: volet, plages: { voirie: { min: 10 %, max: 30 % } }, plage: { min: 5 %, max: 8 % } }
  prime: { type: montant, selon: bras, tranches: [{ jusqu_a: 1, valeur: 1 000 € }, { valeur: 2 000 € }] }
  part: { type: taux, selon: coût global, tranches: [{ jusqu_a: 5 000 €, valeur: 50 % }, { valeur: "" }] }
`
    const bras = '          - { id: bras, type: nombre, libelle: Bénévoles, unite: bénévoles }\n          - { id: resume'
    const source = FONDS.replace('parametres:\n', parametres).replace('          - { id: resume', bras)
    const baremes = lus(source, 'aide demandée <= grille * base éligible + prime', 'part + fourchette . min > 0 %')
    expect(baremes.map(b => b.lignes)).toEqual([
      ['Voirie et ouvrages, Une commune : 20 %', 'Voirie et ouvrages, Un EPCI : 30 %', 'Autres cas : 10 %'],
      ['Jusqu’à 1 bénévole : 1 000 €', 'Plus de 1 bénévole : 2 000 €'],
      ['Jusqu’à 5 000 € : 50 %', 'Plus de 5 000 € : –'],
      ['Voirie et ouvrages : de 10 % à 30 %', 'Autres cas : de 5 % à 8 %'],
    ])
  })

  it('de chaque exemple et de chaque modèle\u00a0: aucune ligne n’est sans mots ni sans valeur', () => {
    for (const fichier of globSync(['appels-exemples/*/appel.yml', 'modeles/*.yml', 'src/test/appels/*.yml'])) {
      const source = readFileSync(fichier, 'utf8')
      const noms = Object.keys((parse(source, { version: '1.1' }) as { parametres?: object }).parametres ?? {})
      for (const b of lus(source, ...noms)) for (const l of b.lignes) expect(l, `${fichier} ${b.titre}`).toMatch(/^\S.* : \S/)
    }
  })
})

let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

it('le barème est à côté de la phrase de sa règle et du calcul de l’aide, et mène où il se change', async () => {
  const { studio: p } = paths
  const r = await w.post(p.accueil, { source: FONDS.replace('aide:\n  {\n', 'aide:\n  {\n    taux: taux de la catégorie,\n') }, admin)
  const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
  const rang = parse(FONDS).regles.findIndex((x: { titre: string }) => x.titre === 'Taux de la catégorie')
  const page = await lire(p.regle(id, rang + 1))
  expect(texte(page).replaceAll('\u00a0', ' ')).toMatch(/Volet Taux Voirie et ouvrages 25 % Bâtiments publics 30 % Accessibilité 35 %/)
  const lien = p.lieu(p.section(id, 'regles'), '/parametres/taux~2de~2la~2catégorie')
  expect(page.match(new RegExp(`href="${lien.replaceAll('?', '\\?')}"`, 'g'))).toHaveLength(1)
  expect((await w.get(lien, admin)).status).toBe(200)
  expect(await lire(p.section(id, 'quoi'))).toContain(`href="${lien}"`)
  expect(await lire(p.lieu(p.section(id, 'regles'), '/calculs/maximum'))).toContain('Les barèmes de ce calcul')
  expect(await lire(p.section(id, 'bref'))).not.toContain('barème')
})
