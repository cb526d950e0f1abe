import { describe, expect, it } from 'vitest'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { ecrireVariante, fautesDe } from '../../test/appels/varier.ts'
import { preparerRegles } from '../recevabilite/index.ts'
import { lireAppel } from './lire-appel.ts'

const CONTACTS = 'contacts: [{ libelle: Service des aides'
const UDAP = 'code: abf, libelle: UDAP, delai_jours: 30, silence: favorable'
/** The call of a département with these opinions, and these internal addresses. */
const avec = (avis: string, internes = '') => ({
  remplacer: [[CONTACTS, `avis: [${avis}]\n${internes ? `contacts_internes: [${internes}]\n` : ''}${CONTACTS}`] as [string, string]],
})
const lire = (avis: string, internes?: string) => {
  const texte = ecrireVariante(avec(avis, internes))
  const lu = lireAppel(texte, 'appel.yml')
  if (!lu.ok) throw new Error(lu.error.map(e => e.message).join('\n'))
  return { appel: lu.value, texte }
}

describe('un avis que l’appel demande', () => {
  it('se lit avec ce qu’il dit, et ce qu’il ne dit pas', () => {
    const { appel } = lire(`{ ${UDAP} }`, '{ avis: abf, courriel: udap@guichet.example }')
    expect(appel.avis).toEqual([
      {
        code: 'abf',
        libelle: 'UDAP',
        qui: 'organisme',
        quand: 'instruction',
        delai_jours: 30,
        silence: 'favorable',
        force: 'consultatif',
        montre: [],
        pieces: [],
        clauses: [],
      },
    ])
    expect(appel.contacts_internes).toEqual([{ avis: 'abf', courriel: 'udap@guichet.example' }])
  })

  it('un appel d’avant n’en demande aucun', () => {
    const lu = lireAppel(ecrireVariante({}), 'appel.yml')
    expect(lu.ok && [lu.value.avis, lu.value.contacts_internes]).toEqual([[], []])
  })

  it.each<[string, string, string, string?]>([
    ['une formule inconnue', `{ ${UDAP}, si: "zone_protegee = oui" }`, 'avis › abf › si : « zone_protegee » n’existe pas'],
    ['une formule qui n’est pas un oui ou non', `{ ${UDAP}, si: "coût global" }`, 'avis › abf › si : Une condition est attendue'],
    ['sans délai', '{ code: abf, libelle: UDAP, silence: favorable }', 'avis › abf › code : La clé « delai_jours » manque'],
    ['sans dire ce que vaut le silence', '{ code: abf, libelle: UDAP, delai_jours: 30 }', 'avis › abf › code : La clé « silence » manque'],
    ['un délai d’un an et un jour', '{ code: abf, libelle: UDAP, delai_jours: 366, silence: rendu }', 'un nombre entier de 1 à 365'],
    ['une force inconnue', `{ ${UDAP}, force: fort }`, 'avis › abf › force'],
    ['deux fois le même', `{ ${UDAP} }, { ${UDAP} }`, '« abf » est déjà pris plus haut'],
    ['une étape inconnue', `{ ${UDAP}, montre: [projets] }`, 'L’étape « projets » n’existe pas'],
    ['une pièce inconnue', `{ ${UDAP}, pieces: [plan] }`, 'La pièce « plan » n’existe pas'],
    ['une pièce à joindre, et une demande', `{ ${UDAP}, piece: devis }`, '« piece » est d’un avis d’avant le dépôt'],
    ['avant le dépôt, sans pièce', '{ code: abf, libelle: UDAP, quand: depot }', 'un avis d’avant le dépôt est une pièce'],
    [
      'avant le dépôt, avec un délai',
      '{ code: abf, libelle: UDAP, quand: depot, piece: devis, delai_jours: 3 }',
      'personne ne le demande : retirez « delai_jours »',
    ],
    ['avant le dépôt, qui lie', '{ code: abf, libelle: UDAP, quand: depot, piece: devis, force: conforme }', 'ne peut pas lier'],
    [
      'une adresse d’un avis qui n’existe pas',
      `{ ${UDAP} }`,
      'L’avis « udap » n’existe pas',
      '{ avis: udap, courriel: a@guichet.example }',
    ],
    [
      'une adresse d’ailleurs',
      `{ ${UDAP} }`,
      'Le département « 2A » n’existe pas',
      '{ avis: abf, departements: ["2A"], courriel: a@guichet.example }',
    ],
    ['une adresse illisible', `{ ${UDAP} }`, 'une adresse électronique', '{ avis: abf, courriel: udap }'],
  ])('%s\u00a0: refusé, avec sa place', (_quoi, avis, dit, internes) => {
    expect(sansInsecables(fautesDe(avec(avis, internes)).join('\n')).toLowerCase()).toContain(dit.toLowerCase())
  })

  it('joint au dépôt, obligatoire, avec une pièce obligatoire\u00a0: accepté', () => {
    expect(fautesDe(avec('{ code: sdis, libelle: SDIS, quand: depot, piece: devis, force: obligatoire, fondement: CGCT }'))).toEqual([])
  })
})

describe('sur quels dossiers', () => {
  const instant = new Date('2027-02-01T10:00:00Z')
  const dus = (si: string, faits: Partial<Parameters<ReturnType<typeof preparerRegles>['visibilite']>[0]>) => {
    const { appel, texte } = lire(`{ ${UDAP}, si: "${si}" }`)
    return preparerRegles(appel, texte)
      .visibilite({ instant, ...faits })
      .avis.get('abf')
  }
  it('ceux dont la formule est vraie\u00a0; ce qui manque n’est jamais pris pour un non', () => {
    expect(dus("volet = 'voirie'", { volet: 'voirie' })).toBe('oui')
    expect(dus("volet = 'voirie'", { volet: 'batiments' })).toBeUndefined()
    expect(dus('aide demandée > 100 000 €', {})).toBe('a_verifier')
    expect(dus('aide demandée > 100 000 €', { montants: { aide: 10_000_000, part: 0, autres: 0 } })).toBeUndefined()
    expect(dus('aide demandée > 100 000 €', { montants: { aide: 10_000_001, part: 0, autres: 0 } })).toBe('oui')
  })
})
