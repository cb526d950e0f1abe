import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { FICHIER_DEUX_TEMPS } from '../../test/deux-temps.ts'
import { lireAppel } from '../appels/lire-appel.ts'
import { verifierAppel } from '../appels/verification/verifier-appel.ts'
import { formulaireDuVolet } from '../cahier/index.ts'
import { reglesDeLAppel } from '../recevabilite/index.ts'
import { auTemps, tempsEnMots, titreDuTemps } from './index.ts'

const TEXTE = readFileSync(FICHIER_DEUX_TEMPS, 'utf8')
const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const appel = (texte = TEXTE) => {
  const lu = lireAppel(texte, 'appel.yml')
  if (!lu.ok) throw new Error(lu.error.map(e => `${e.ligne} ${e.champ} ${e.message}`).join('\n'))
  return lu.value
}
const fautes = (avant: string, apres: string) => {
  expect(TEXTE).toContain(avant)
  const lu = lireAppel(TEXTE.replace(avant, apres), 'appel.yml')
  return lu.ok ? [] : lu.error.map(e => ({ champ: e.champ, message: sansInsecables(e.message) }))
}

describe('un appel en deux temps', () => {
  test('chaque temps a son formulaire, ses dates, ses règles et ses pièces', () => {
    const a = appel()
    const [un, deux] = [auTemps(a, 1), auTemps(a, 2)]
    const etapes = [un, deux].map(x => formulaireDuVolet(x, 'lieu')!.etapes.map(e => e.code))
    expect(etapes[0]).not.toContain('habitants')
    expect(etapes[1]).toContain('habitants')
    expect([un.plan, deux.plan]).toEqual(['simple', 'complet'])
    expect([un, deux].map(x => x.calendrier.vagues.map(v => v.releve))).toEqual([['2027-02-16'], ['2027-07-01']])
    expect([un, deux].map(x => x.pieces.map(p => p.code))).toEqual([['photo'], ['photo', 'accord']])
    const ids = [un, deux].map(x => reglesDeLAppel(x).map(r => r.id))
    expect(ids[0]).toContain('lieu-connu')
    expect(ids[1]).not.toContain('lieu-connu')
    expect(ids[1]).toContain('declaration-depassement')
    expect([titreDuTemps(a, 1), titreDuTemps(a, 2)]).toEqual(['Intention', 'Dossier complet'])
  })

  test('il se dit en trois phrases, que la page, le cahier des charges et les données ouvertes répètent', () => {
    expect(tempsEnMots(appel()).map(sansInsecables)).toEqual([
      'Premier temps, « Intention », à déposer avant le 15 février 2027 à 16 h 00.',
      'Réponses aux intentions : le 24 mars 2027.',
      'Second temps, « Dossier complet », pour les présélectionnés (10 projets environ) : à déposer avant le 30 juin 2027 à 16 h 00.',
    ])
  })

  test('sans « phases », l’appel est le même objet à tous les temps', () => {
    const a = appel(ITN7)
    expect(auTemps(a, 2)).toBe(a)
    expect(a.second).toBeUndefined()
    expect(tempsEnMots(a)).toEqual([])
  })
})

describe('le vérificateur lit les deux temps, et dit où est chaque faute', () => {
  test.for<[string, string, string, string, string]>([
    [
      'le second se clôt avant le premier',
      'cloture: 2027-06-30 15:59:59',
      'cloture: 2027-02-01 15:59:59',
      'phases › dossier_complet › cloture',
      'postérieure',
    ],
    [
      'une règle du second lit ce qui n’existe pas',
      'formule: jours >= 3',
      'formule: journees >= 3',
      'phases › dossier_complet › regles › ouvert › controles › 1 › formule',
      'journees',
    ],
    [
      'une règle du second a l’id d’une règle du premier',
      '- id: ouvert\n',
      '- id: lieu-connu\n',
      'phases › dossier_complet › regles › lieu-connu › id',
      'déjà une règle du premier temps',
    ],
    [
      'une règle du premier lit une question du second',
      'formule: surface >= surface minimale',
      'formule: jours >= 3',
      'regles › lieu-connu › controles › 1 › formule',
      'jours',
    ],
    [
      'un formulaire du second a le code d’un formulaire du premier',
      'code: dossier_complet\n        titre',
      'code: intention\n        titre',
      'phases › dossier_complet › formulaires › intention › code',
      'déjà un formulaire',
    ],
    ['une clé inconnue', 'depassement: 20 %', 'depasement: 20 %', 'phases › dossier_complet › depasement', 'depassement'],
  ])('%s', ([, avant, apres, champ, mot]) => {
    expect(fautes(avant, apres)).toContainEqual({ champ, message: expect.stringContaining(mot) })
  })

  test('une question reprise est la même question\u00a0: un autre type est refusé', () => {
    const autre = fautes(
      'questions: [*adresse, *surface, *idee]',
      'questions: [*adresse, { id: surface, type: texte_court, libelle: Surface }, *idee]',
    )
    expect(autre.map(f => f.message)).toContainEqual(expect.stringContaining('reprise de l’intention'))
  })

  test('l’appel d’essai n’a ni erreur ni remarque que celle de son signataire', () => {
    expect(verifierAppel(TEXTE, 'appel.yml').map(p => [p.sujet, p.champ])).toEqual([])
  })
})
