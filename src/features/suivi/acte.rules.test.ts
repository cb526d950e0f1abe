import { describe, expect, it } from 'vitest'
import { acteInitial, aSigner, dureeProposee, enAttente, finApres, natureDe, numeroActe, refusSignature, remplir } from './acte.rules.ts'

const actes = (conventions: { types: ('commune' | 'personne_morale_financee')[]; au_dela_de?: number }[]) =>
  ({ actes: { numero: '{ordre}', duree_mois: 24, conventions } }) as Parameters<typeof natureDe>[0]

describe('l’acte d’un lauréat', () => {
  const appel = actes([{ types: ['personne_morale_financee'], au_dela_de: 2_300_000 }])
  it.each([
    ['une commune reçoit un arrêté', 'commune', 90_000_000, 'arrete'],
    ['une personne morale de droit privé signe une convention au-delà de 23 000 €', 'personne_morale_financee', 2_300_001, 'convention'],
    ['et reçoit un arrêté jusque-là', 'personne_morale_financee', 2_300_000, 'arrete'],
  ] as const)('%s', (_, type, montant, nature) => {
    expect(natureDe(appel, type, montant)).toBe(nature)
  })
  it('porte le numéro que l’appel veut', () => {
    expect(numeroActe('SGAC-{annee}-{ordre}', { code: 'ITN7', annee: '2021', ordre: 7 })).toBe('SGAC-2021-007')
  })
})

describe('le texte de l’acte', () => {
  const modele = {
    titre: 'Arrêté pour {structure}',
    vus: ['la demande {numero}', 'la décision du {decision_le}'],
    considerants: [],
    articles: [
      { titre: 'Montant', texte: ['Au plus {montant}.', 'Une avance de {avance}.'] },
      { titre: 'Conditions', texte: ['{conditions}'] },
    ],
  }
  it('n’imprime ni paragraphe dont un mot manque, ni article vide', () => {
    expect(remplir(modele, { structure: 'Vico', numero: 'A-1', montant: '10 €' })).toEqual({
      titre: 'Arrêté pour Vico',
      vus: ['la demande A-1'],
      considerants: [],
      articles: [{ titre: 'Montant', texte: ['Au plus 10 €.'] }],
    })
  })
  it('dit l’article que le nom de la structure demande', () => {
    const titre = 'Aide à {structure}, déposée par {structure}, projet de {structure}, due à {service}'
    const dit = (structure: string) => remplir({ ...modele, titre }, { structure, service: 'Service X' }).titre
    expect(dit('Collectivité de Corse')).toBe(
      'Aide à la Collectivité de Corse, déposée par la Collectivité de Corse, projet de la Collectivité de Corse, due à Service X',
    )
    expect(dit('Ajaccio')).toBe('Aide à Ajaccio, déposée par Ajaccio, projet d’Ajaccio, due à Service X')
  })
  it('ne prend pas pour un mot ce qu’un porteur a tapé, et garde les lignes d’une condition', () => {
    const lu = remplir(modele, { structure: '{montant}', montant: '10 €', conditions: 'Un.\n\nDeux.' })
    expect(lu.titre).toBe('Arrêté pour {montant}')
    expect(lu.articles.at(-1)).toEqual({ titre: 'Conditions', texte: ['Un.', 'Deux.'] })
  })
})

describe('les jours', () => {
  it('la fin tombe le même jour du mois, ou le dernier', () => {
    expect(finApres('2021-11-15', 18)).toBe('2023-05-15')
    expect(finApres('2021-08-31', 6)).toBe('2022-02-28')
  })
  it('la durée proposée couvre la fin prévue', () => {
    expect(dureeProposee('2021-11-08', '2022-10-20', 24)).toBe(12)
    expect(dureeProposee('2021-11-08', '2022-11-08', 24)).toBe(12)
    expect(dureeProposee('2021-11-08', null, 24)).toBe(24)
    expect(dureeProposee('2021-11-08', '2021-10-01', 18)).toBe(18)
  })
  it.each([
    ['absente', '', undefined, 'Indiquez la date'],
    ['qui n’est pas une date', '31/11/2021', undefined, '«\u00a031/11/2021\u00a0» n’est pas une date'],
    ['dans le futur', '16/11/2021', '2021-11-16', 'dans le futur'],
    ['avant l’acte', '09/11/2021', '2021-11-09', 'précède'],
    ['du jour même', '15/11/2021', '2021-11-15', undefined],
    ['du jour de l’acte', '10/11/2021', '2021-11-10', undefined],
  ])('une signature %s', (_, saisie, signeLe, phrase) => {
    const refus = refusSignature({ saisie, signeLe, aujourdhui: '2021-11-15', etabliLe: '2021-11-10' })
    if (phrase) expect(refus).toContain(phrase)
    else expect(refus).toBeUndefined()
  })
})

const avenant = (id: string, sens: 'accorde' | 'refuse' | null, retireLe: Date | null = null) => ({ id, sens, retireLe })

it('une demande d’avenant attend tant que personne ne l’a décidée ni retirée', () => {
  const retiree = avenant('retirée', null, new Date('2022-03-01T10:00:00Z'))
  expect(enAttente([avenant('accordée', 'accorde'), avenant('refusée', 'refuse'), retiree])).toBeUndefined()
  expect(enAttente([retiree, avenant('nouvelle', null)])?.id).toBe('nouvelle')
})

it('l’acte d’un lauréat n’est pas un avenant, et un avenant à signer n’est pas l’acte', () => {
  const acte = { nature: 'arrete', signeLe: null }
  const signe = { nature: 'avenant', signeLe: '2022-03-01' }
  const attend = { nature: 'avenant', signeLe: null }
  expect([acteInitial([signe, acte]), acteInitial([attend])]).toEqual([acte, undefined])
  expect([aSigner([acte, signe, attend]), aSigner([acte, signe])]).toEqual([attend, undefined])
})
