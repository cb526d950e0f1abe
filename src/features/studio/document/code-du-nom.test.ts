import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { modifier } from '../modifier.ts'
import { commeOnTape } from '../valeurs.ts'
import { aCoder, codeDuNom } from './code-du-nom.ts'

const APPEL = `volets:
  - code: nouveau1
    titre: ""
    actions: []
formulaires:
  - code: unique
    volets: [ nouveau1 ]
parametres:
  taux:
    selon: volet
    valeurs:
      nouveau1: 40 %
`
const titre = [['/volets/0/titre', 'Écoles & accueil']] as const
const faire = (plus: Partial<Parameters<typeof modifier>[0]>) => {
  const r = modifier({ source: APPEL, base: APPEL, saisies: [], ...plus })
  if (!r.ok) throw new Error(r.error)
  return r.value
}

it('un code est fait des mots du nom, sans accent, et personne d’autre ne l’a', () => {
  expect(codeDuNom('Écoles & accueil', new Set())).toBe('ecoles_accueil')
  expect(codeDuNom('Voirie', new Set(['voirie']))).toBe('voirie_2')
  expect(codeDuNom('2027', new Set())).toBeUndefined()
  expect(aCoder('titre', { code: 'choisi' })).toBeUndefined()
})

it('une ligne neuve prend son code de son nom, partout où elle est citée, une fois enregistrée et non lettre à lettre', () => {
  const { texte, dit } = faire({ saisies: titre, coder: true })
  expect(texte).not.toContain('nouveau1')
  expect(texte).toContain('ecoles_accueil: 40 %')
  expect(dit.length).toBeGreaterThan(0)
  expect(faire({ saisies: titre }).texte).toContain('code: nouveau1')
})

// seen to fail: nothing was said of it, and the draft was not saved (500)
it('un nom enregistré comme je le tape, puis envoyé\u00a0: seul le code change, et l’histoire le dit', () => {
  const { texte: tape } = faire({ saisies: titre })
  const { texte, dit } = faire({ source: tape, base: tape, saisies: titre, coder: true })
  expect(texte).toContain('code: ecoles_accueil')
  expect(dit).toEqual(['Code (ligne\u00a01 de Volets)'])
})

it('nommer une ligne et lui ajouter quelque chose se fait d’un seul envoi', () => {
  const { texte, ou } = faire({ saisies: titre, coder: true, ordre: { verbe: 'ajouter', lieu: '/volets/0/actions' } })
  expect(ou).toEqual(['volets', 0, 'actions', 0])
  expect(texte).toContain('code: ecoles_accueil')
})

it('le seul formulaire sert un volet de plus\u00a0; un volet retiré le quitte, et les taux avec lui', () => {
  const deux = faire({ ordre: { verbe: 'ajouter', lieu: '/volets' } }).texte
  expect(deux).toContain('volets: [ nouveau1, nouveau2 ]')
  const un = modifier({ source: deux, base: deux, saisies: [], ordre: { verbe: 'retirer', lieu: '/volets/0' } })
  if (!un.ok) throw new Error(un.error)
  expect(un.value.texte).toContain('volets: [ nouveau2 ]')
  expect(un.value.texte).not.toContain('nouveau1:')
})

it('une ligne neuve a la première de ce qu’elle ne peut pas laisser vide, et les clauses de la ligne d’avant', () => {
  const volet = faire({ ordre: { verbe: 'ajouter', lieu: '/volets' } }).texte
  expect(parse(volet).volets.at(-1)).toEqual({
    code: 'nouveau2',
    numero: expect.any(Number),
    titre: '',
    actions: [{ code: 'nouveau1', libelle: '' }],
  })
  const source = 'pieces:\n  - { code: devis, libelle: Devis, obligatoire: oui, formats: [pdf], clauses: [A2, A3] }\n'
  const piece = modifier({ source, base: source, saisies: [], ordre: { verbe: 'ajouter', lieu: '/pieces' } })
  expect(piece.ok && parse(piece.value.texte).pieces.at(-1).clauses).toEqual(['A2', 'A3'])
})

it('un jour donné en exemple se lit comme les champs le demandent', () => {
  expect(commeOnTape('une heure de Paris, par exemple 2021-09-17 23:59:59')).toBe('une heure de Paris, par exemple 17/09/2021 23:59:59')
  expect(commeOnTape('par exemple 5 000 €, le 2021-09-17')).toBe('par exemple 5 000 €, le 2021-09-17')
})
