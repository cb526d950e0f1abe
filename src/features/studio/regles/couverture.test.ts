import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lireYaml } from '../../../lib/yaml.ts'
import { couverture } from './couverture.rules.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const de = (texte: string) => {
  const lu = lireYaml(texte)
  if (!lu.ok) throw new Error('not YAML')
  return new Map(couverture(lu.value.brut).map(c => [c.nom, c]))
}

describe('ce qui tient chaque clause d’un appel', () => {
  it('une règle, une pièce ou une date la vérifie, et son nom est dit', () => {
    const clauses = de(DETR)
    expect(clauses.get('L. 2334-33')).toMatchObject({ tenue: 'verifiee' })
    expect(clauses.get('L. 2334-33')!.par).toContain('règle «\u00a0Potentiel financier de la commune\u00a0»')
    expect(clauses.get('R. 2334-22')!.par).toContain('pièce «\u00a0Devis\u00a0»')
  })
  it('un critère la juge, une question la dit, et ce que rien ne cite n’est tenu par rien', () => {
    const texte = `clauses:
  A: { texte: Une. }
  B: { texte: Deux. }
  C: { texte: Trois. }
  D: { texte: Quatre. }
criteres: { liste: [{ code: a, libelle: Maturité, clause: A }] }
formulaires: [{ etapes: [{ questions: [{ id: x, libelle: Pourquoi, clause: B }] }] }]
essais: [{ titre: x, clauses: [D] }]
regles: [{ titre: R, clauses: [A, C] }]
`
    const clauses = de(texte)
    expect([...clauses.values()].map(c => c.tenue)).toEqual(['verifiee', 'dite', 'verifiee', 'rien'])
    expect(clauses.get('A')!.par).toEqual(['règle «\u00a0R\u00a0»'])
    expect(de(texte.replace('regles:', 'autres:')).get('A')!.tenue).toBe('jugee')
  })
  it('un brouillon sans clause, ou dont rien n’est ce qu’on attend, n’a rien à tenir', () => {
    expect(couverture(undefined)).toEqual([])
    expect(couverture({ clauses: [1, 2], regles: 'x' })).toEqual([])
  })
})
