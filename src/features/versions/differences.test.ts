import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lireAppel } from '../appels/index.ts'
import { type Contenu, lireContenu } from '../contenu/contenu.ts'
import { contenuAValider, empreinteAValider } from '../examen/valide.ts'
import { differences } from './differences.ts'

const lu = lireAppel(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'), 'appel.yml')
if (!lu.ok) throw new Error('the call is not readable')
const appel = lu.value

const AVANT: Contenu = lireContenu({
  valeurs: {
    titre: 'Un guichet',
    volet: 'volet_3',
    actions: ['reunir_services'],
    aide: 1_000_000,
    representant_legal: 'Maire',
    date_debut: '2022-01-03',
    'depenses.portail1.libelle': 'Portail',
    'depenses.portail1.nature': 'prestation',
    'depenses.portail1.ht': 1_000_000,
    'depenses.formati2.libelle': 'Formation',
    'depenses.formati2.ht': 250_050,
  },
  lignes: { depenses: ['portail1', 'formati2'] },
})
const avec = (valeurs: Record<string, unknown>, lignes = AVANT.lignes): Contenu =>
  lireContenu({ ...AVANT, valeurs: { ...AVANT.valeurs, ...valeurs }, lignes })
const entre = (apres: Contenu, avant = AVANT) =>
  JSON.parse(
    JSON.stringify(differences(appel, contenuAValider(appel, avant), contenuAValider(appel, apres))).replace(/[\u00a0\u202f]/g, ' '),
  )

describe('ce qui a changé depuis une validation', () => {
  it('rien n’a changé\u00a0: rien n’est montré, l’empreinte est la même', () => {
    expect(entre(AVANT)).toEqual([])
    expect(empreinteAValider(appel, avec({}))).toBe(empreinteAValider(appel, AVANT))
  })

  it('un texte, une date et un montant changent\u00a0: avant et maintenant, en mots', () => {
    expect(entre(avec({ titre: 'Un guichet ouvert', aide: 1_200_000, date_debut: '2022-02-01' }))).toEqual([
      { genre: 'champ', etape: 'Projet', nom: 'titre', libelle: 'Titre du projet', avant: 'Un guichet', apres: 'Un guichet ouvert' },
      expect.objectContaining({ libelle: 'Début du projet', avant: '3 janvier 2022', apres: '1er février 2022' }),
      expect.objectContaining({ libelle: 'Aide demandée', avant: '10 000,00 €', apres: '12 000,00 €' }),
    ])
  })

  it('une réponse apparaît ou disparaît\u00a0: un côté est vide', () => {
    expect(entre(avec({ aide: undefined, part: 0 }))).toEqual([
      expect.objectContaining({ libelle: 'Aide demandée', avant: '10 000,00 €' }),
      expect.objectContaining({ libelle: 'Votre part', apres: '0,00 €' }),
    ])
  })

  it('une ligne de dépense change, une autre arrive, une autre part', () => {
    const apres = avec(
      { 'depenses.portail1.ht': 900_000, 'depenses.etude003.libelle': 'Étude', 'depenses.etude003.ht': 100_000 },
      { depenses: ['portail1', 'etude003'] },
    )
    expect(entre(apres)).toEqual([
      {
        genre: 'ligne',
        etape: 'Plan de financement',
        quoi: 'modifiee',
        libelle: 'Dépense « Portail »',
        cellules: [{ libelle: 'HT, en euros', avant: '10 000,00 €', apres: '9 000,00 €' }],
      },
      expect.objectContaining({ quoi: 'ajoutee', libelle: 'Dépense « Étude »' }),
      expect.objectContaining({ quoi: 'retiree', libelle: 'Dépense « Formation »' }),
    ])
  })

  it('les mêmes lignes dans un autre ordre\u00a0: c’est dit aussi', () => {
    const apres = avec({}, { depenses: ['formati2', 'portail1'] })
    expect(empreinteAValider(appel, apres)).not.toBe(empreinteAValider(appel, AVANT))
    expect(entre(apres)).toEqual([{ genre: 'ordre', etape: 'Plan de financement', libelle: 'Ordre des dépenses' }])
  })

  it('un autre volet\u00a0: son nom et ses actions, en mots', () => {
    const dits = entre(avec({ volet: 'volet_4', actions: ['acculturation_innovation'] }))
    expect(dits).toEqual([
      expect.objectContaining({
        libelle: 'Volet du projet',
        avant: expect.stringContaining('Volet 3.'),
        apres: expect.stringContaining('Volet 4.'),
      }),
      expect.objectContaining({ apres: 'Acculturer à l’innovation' }),
    ])
  })

  it('ce qui n’est pas validé ne compte pas\u00a0: le représentant du porteur', () => {
    expect(empreinteAValider(appel, avec({ representant_legal: 'Première adjointe' }))).toBe(empreinteAValider(appel, AVANT))
    expect(entre(avec({ representant_legal: 'Première adjointe' }))).toEqual([])
  })

  it('toute différence d’empreinte est expliquée par au moins une ligne', () => {
    const changements: Record<string, unknown>[] = [
      { titre: undefined },
      { actions: [] },
      { 'depenses.portail1.fournisseur': 'Régie' },
      { resume: 'Un résumé' },
      { logiciel_prevu: true },
    ]
    for (const c of changements) {
      expect(empreinteAValider(appel, avec(c))).not.toBe(empreinteAValider(appel, AVANT))
      expect(entre(avec(c)).length).toBeGreaterThan(0)
    }
  })
})
