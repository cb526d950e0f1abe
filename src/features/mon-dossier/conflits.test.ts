import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparateur } from '../../lib/comparer-textes.ts'
import { conflitVu, differences } from '../saisie/conflits.ts'

const long = 'La mairie ouvre dix-huit heures par semaine, et les habitants viennent deux fois.'
const joindre = (m: { texte: string }[]) => m.map(x => x.texte).join('')

describe('deux versions d’une même réponse', () => {
  it('de longs textes montrent ce qui diffère, de chaque côté', () => {
    const d = differences(long, long.replace('dix-huit', 'vingt'), comparateur())
    expect(d.enregistre.filter(m => m.propre).map(m => m.texte)).toEqual(['dix-huit'])
    expect(d.saisi.filter(m => m.propre).map(m => m.texte)).toEqual(['vingt'])
  })
  it('chaque version se lit entière, quels que soient les textes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => {
        const d = differences(a, b, comparateur())
        expect([joindre(d.enregistre), joindre(d.saisi)]).toEqual([a, b])
      }),
    )
  })
  it('un montant, une date, un choix se lisent comme on les tape', () => {
    const champ = { nom: 'x', libelle: 'X', facultatif: false } as const
    const vu = (genre: 'montant' | 'date' | 'oui_non' | 'decimal', enregistre: string) =>
      conflitVu({ champ: { ...champ, genre }, enregistre, saisi: [] }, undefined, comparateur()).valeurs
    expect(vu('montant', '1250050')).toEqual(['12 500,50'.replace(' ', '\u00a0')])
    expect(vu('date', '2021-07-26')).toEqual(['26/07/2021'])
    expect(vu('oui_non', 'true')).toEqual(['oui'])
    expect(vu('decimal', '2.5')).toEqual(['2,5'])
    expect(vu('montant', 'douze')).toEqual(['douze'])
  })
})
