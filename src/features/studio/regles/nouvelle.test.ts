import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { debutDuModele } from '../../../test/modeles.ts'
import { offresDe } from '../motifs/offres.ts'
import { etapesDe, questionsDuTest, regleNeuve } from './nouvelle.ts'

const TABLEAU =
  '          - { id: devis_lus, type: tableau, libelle: Devis, colonnes: [{ code: qui, type: texte_court, libelle: Qui }, { code: retenu, type: oui_non, libelle: Retenu }] }\n'
const source = debutDuModele('categories', 2027)
const ici = source.indexOf('          - { id: besoin,')
const brut = parse(source.slice(0, ici) + TABLEAU + source.slice(ici)) as unknown
const neuve = (motif: string, valeurs: Record<string, string>) =>
  regleNeuve({ motif, valeurs }, offresDe(brut), etapesDe(brut), {
    titre: 'Une règle',
    clause: 'Critères',
    effet: 'non_respectee',
    etape: '',
    porteur: 'Non.',
    duTest: questionsDuTest(brut),
  }) as Record<string, unknown>

test('une règle qui parle d’une pièce, d’un tableau, d’une question que le test ne pose pas, n’y est pas jugée', () => {
  for (const [motif, valeurs] of [
    ['vrai', { fait: 'pièces . devis' }],
    ['lignes_oui', { colonne: 'devis_lus . retenu', signe: '>=', valeur: '1' }],
    ['comparer_date', { quoi: 'date_fin', signe: '<=', valeur: 'clôture' }],
  ] as const)
    expect(neuve(motif, valeurs).usages, motif).toEqual(['depot', 'instruction'])
})

test('une règle dont le test demande tout y est jugée', () => {
  expect(neuve('faux', { fait: 'commence' }).usages).toBeUndefined()
  expect(neuve('comparer_montant', { quoi: 'coût global', signe: '>=', valeur: '5000 €' }).usages).toBeUndefined()
})

test('ce qui manque à un tableau se corrige à son étape, dans ses lignes', () => {
  const r = neuve('lignes_oui', { colonne: 'devis_lus . retenu', signe: '>=', valeur: '1' })
  expect([r.etape, r.champ]).toEqual(['projet', 'devis_lus'])
})
