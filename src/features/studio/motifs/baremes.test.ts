import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { lireYaml } from '../../../lib/yaml.ts'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { baremesDe } from './baremes.ts'
import { offresDe } from './offres.ts'

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

it('dans la liste des règles, chaque barème est plié sous la première règle qui le suit, et les autres y mènent', async () => {
  const { studio: p } = paths
  const taux = `  - id: taux-encore
    titre: Le taux, encore
    controles: [{ formule: aide demandée <= taux de la catégorie * base éligible, sinon: attention }]
`
  const r = await w.post(p.accueil, { source: FONDS.replace(/^regles:\n/m, tout => tout + taux) }, admin)
  const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  const page = await (await w.get(p.section(id, 'regles'), admin)).text()
  const replis = [...page.matchAll(/<details class="[^"]*gt-studio__baremes">.*?<\/details>/gs)].map(m =>
    texte(m[0]).replaceAll('\u00a0', ' '),
  )
  expect(replis[0]).toMatch(/^ ?Barème : Taux de la catégorie .*Volet Taux Voirie et ouvrages 25 % Bâtiments publics 30 %/)
  expect(replis.filter(t => t.includes('Bâtiments publics'))).toHaveLength(1)
  expect(page).toMatch(/Barème plus haut&nbsp;:|Barème plus haut/)
  expect(page).toContain('<a href="#/regles/0">Taux de la catégorie</a>')
})

it('le barème de l’aide d’un second temps est sur sa page, et mène où il se change', async () => {
  const { studio: p } = paths
  const second = `depassement: 20 %
    aide: { taux: taux du projet }
    parametres:
      taux du projet: { type: taux, libelle: Taux du projet, selon: volet, valeurs: { projets: 40 % }, clauses: [Dépenses] }
`
  const source = readFileSync('modeles/deux-temps.yml', 'utf8').replace(/depassement: 20 %\n/, second)
  const r = await w.post(p.accueil, { source }, admin)
  const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  const ici = p.section(id, 'formulaire')
  for (const lieu of ['/phases/dossier_complet', '/phases/dossier_complet/aide']) {
    const page = await (await w.get(p.lieu(ici, lieu), admin)).text()
    expect(texte(page), lieu).toMatch(/Le barème de ce calcul.*Volet Taux .*40\s%/)
    const lien = p.lieu(ici, '/phases/dossier_complet/parametres/taux~2du~2projet')
    expect(page).toContain(`href="${lien}"`)
    expect((await w.get(lien, admin)).status).toBe(200)
  }
  expect(texte(await (await w.get(ici, admin)).text())).not.toContain('barème')
})
