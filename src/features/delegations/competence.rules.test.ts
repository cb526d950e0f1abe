import { describe, expect, it, test } from 'vitest'
import { instantDeParis } from '../../lib/dates.ts'
import { type AActer, competence, competences, type Deleguee, type QuiSigne } from './competence.rules.ts'

const TOUT = [{ appel: 'a', departements: [], volets: [] }]
const PREFET: QuiSigne = { id: 'p', qualite: 'le préfet de Corse', enPropre: true, depuis: '2025-09-04', finLe: null, perimetres: TOUT }
const SG: QuiSigne = { ...PREFET, id: 's', qualite: 'la secrétaire générale', enPropre: false, depuis: '2026-01-01' }
const DELEGATION: Deleguee = {
  id: 'd',
  appelId: 'a',
  delegant: PREFET,
  delegueId: 's',
  arreteLe: '2026-03-03',
  publieeLe: '2026-03-05',
  natures: ['decision', 'acte'],
  plafondActe: 2_300_000,
  plafondTotal: 10_000_000,
  du: '2026-03-06',
  au: '2026-12-31',
  finieLe: null,
  emploi: { decision: 0, acte: 9_000_000, versement: 0 },
}
const ACTE: AActer = {
  nature: 'acte',
  montant: 1_000_000,
  ajout: 1_000_000,
  instant: instantDeParis('2026-05-04T10:00:00'),
  ou: { appel: 'a', departements: ['2A'], toutTerritoire: false, volet: 'voirie' },
}
type Cas = { qui?: Partial<QuiSigne>; delegation?: Partial<Deleguee> | null; acte?: Partial<AActer>; le?: string }
const juger = ({ qui = {}, delegation = {}, acte = {}, le }: Cas) => {
  const r = competence({ ...SG, ...qui }, delegation ? [{ ...DELEGATION, ...delegation }] : [], {
    ...ACTE,
    ...acte,
    ...(le ? { instant: instantDeParis(le) } : {}),
  })
  return r.ok ? (r.value?.id ?? 'en son nom') : r.error.replaceAll('\u00a0', ' ')
}
const FIN = instantDeParis('2026-06-15T14:30:05')
const sansProjets = { acte: 0, decision: 0, versement: 0 }

describe('qui peut signer quoi, de quel montant, à quel instant', () => {
  it.each<[string, Cas, string]>([
    ['la déléguée, dans les limites', {}, 'd'],
    ['le préfet, sans délégation', { qui: PREFET, delegation: null }, 'en son nom'],
    ['le préfet, au-dessus de ce qu’il délègue', { qui: PREFET, acte: { montant: 900_000_000, ajout: 900_000_000 } }, 'en son nom'],
    // to the cent
    ['au plafond', { delegation: { emploi: sansProjets }, acte: { montant: 2_300_000, ajout: 2_300_000 } }, 'd'],
    [
      'un centime au-dessus du plafond',
      { delegation: { emploi: sansProjets }, acte: { montant: 2_300_001, ajout: 2_300_001 } },
      'Cet acte de 23 000,01 € dépasse le plafond de 23 000 € de la délégation du 3 mars 2026',
    ],
    [
      'une décision un centime au-dessus',
      { acte: { nature: 'decision', montant: 2_300_001, ajout: 2_300_001 } },
      'Cette décision de 23 000,01 € dépasse le plafond de 23 000 € de la délégation du 3 mars 2026',
    ],
    ['ce qui reste en tout', { acte: { montant: 1_000_000, ajout: 1_000_000 } }, 'd'],
    [
      'un centime de plus que ce qui reste en tout',
      { acte: { montant: 1_000_001, ajout: 1_000_001 } },
      'Avec cet acte de 10 000,01 €, la délégation du 3 mars 2026 dépasse son plafond de 100 000 € en tout : il en reste 10 000 €',
    ],
    ['un avenant ne compte que ce qu’il ajoute', { acte: { montant: 2_300_000, ajout: 1_000_000 } }, 'd'],
    ['les décisions ne prennent rien aux actes', { acte: { nature: 'decision', montant: 2_000_000, ajout: 2_000_000 } }, 'd'],
    ['sans plafond', { delegation: { plafondActe: null, plafondTotal: null }, acte: { montant: 900_000_000, ajout: 900_000_000 } }, 'd'],
    [
      'un refus, qui n’engage rien',
      { acte: { nature: 'decision', montant: 0, ajout: 0 }, delegation: { emploi: { ...sansProjets, decision: 10_000_000 } } },
      'd',
    ],
    [
      'un acte que l’arrêté ne comprend pas',
      { acte: { nature: 'versement' } },
      'La délégation du 3 mars 2026 ne comprend pas : ordres de paiement',
    ],
    // to the second
    ['à la première seconde', { le: '2026-03-06T00:00:00' }, 'd'],
    ['la seconde d’avant', { le: '2026-03-05T23:59:59' }, 'La délégation du 3 mars 2026 ne commence que le 6 mars 2026'],
    ['avant sa publication', { le: '2026-03-04T23:59:59' }, 'La délégation du 3 mars 2026 n’est publiée que le 5 mars 2026'],
    ['à la dernière seconde', { le: '2026-12-31T23:59:59' }, 'd'],
    ['la seconde d’après', { le: '2027-01-01T00:00:00' }, 'La délégation du 3 mars 2026 a pris fin le 31 décembre 2026'],
    ['sans terme, des années après', { delegation: { au: null }, le: '2031-01-01T00:00:00' }, 'd'],
    ['une seconde avant d’être finie par un acte', { delegation: { finieLe: FIN }, le: '2026-06-15T14:30:04' }, 'd'],
    [
      'finie par un acte',
      { delegation: { finieLe: FIN }, le: '2026-06-15T14:30:05' },
      'La délégation du 3 mars 2026 a pris fin le 15 juin 2026 à 14 h 30 min 05 s',
    ],
    [
      'une seconde avant le départ du préfet',
      { delegation: { delegant: { ...PREFET, finLe: FIN, perimetres: [] } }, le: '2026-06-15T14:30:04' },
      'd',
    ],
    [
      'le préfet parti',
      { delegation: { delegant: { ...PREFET, finLe: FIN, perimetres: [] } }, le: '2026-06-15T14:30:05' },
      'Le préfet de Corse n’est plus en fonction depuis le 15 juin 2026 à 14 h 30 min 05 s : la délégation du 3 mars 2026 n’ouvre rien',
    ],
    [
      'la déléguée partie',
      { qui: { finLe: FIN }, le: '2026-06-15T14:30:05' },
      'La secrétaire générale n’est plus en fonction depuis le 15 juin 2026 à 14 h 30 min 05 s',
    ],
    [
      'la déléguée pas encore arrivée',
      { qui: { depuis: '2026-05-05' } },
      'La secrétaire générale n’est en fonction que depuis le 5 mai 2026',
    ],
    // who, and for what
    [
      'personne ne lui a délégué',
      { delegation: null },
      'Aucune délégation de signature n’est enregistrée pour la secrétaire générale sur cet appel',
    ],
    [
      'la délégation d’une autre',
      { delegation: { delegueId: 'x' } },
      'Aucune délégation de signature n’est enregistrée pour la secrétaire générale sur cet appel',
    ],
    [
      'la délégation d’un autre appel',
      { delegation: { appelId: 'b' } },
      'Aucune délégation de signature n’est enregistrée pour la secrétaire générale sur cet appel',
    ],
    ['une délégation pour tous les appels', { delegation: { appelId: null } }, 'd'],
    [
      'signataire d’un autre appel',
      { qui: { perimetres: [{ appel: 'b', departements: [], volets: [] }] } },
      'La secrétaire générale ne signe pas pour cet appel',
    ],
    [
      'un préfet d’un autre appel',
      { qui: { ...PREFET, perimetres: [{ appel: 'b', departements: [], volets: [] }] } },
      'Le préfet de Corse ne signe pas pour cet appel',
    ],
    ['signataire de tous les appels', { qui: { perimetres: [{ appel: null, departements: [], volets: [] }] } }, 'd'],
    [
      'le préfet ne signe plus pour cet appel',
      { delegation: { delegant: { ...PREFET, perimetres: [{ appel: 'b', departements: [], volets: [] }] } } },
      'Le préfet de Corse ne signe plus pour cet appel : la délégation du 3 mars 2026 n’y ouvre rien',
    ],
    ['dans son département', { qui: { perimetres: [{ appel: 'a', departements: ['2A'], volets: [] }] } }, 'd'],
    [
      'hors de son département',
      { qui: { perimetres: [{ appel: 'a', departements: ['2B'], volets: [] }] } },
      'Ce dossier n’est pas de ceux pour lesquels la secrétaire générale signe',
    ],
    [
      'un projet de tout le territoire',
      { qui: { perimetres: [{ appel: 'a', departements: ['2B'], volets: [] }] }, acte: { ou: { ...ACTE.ou, toutTerritoire: true } } },
      'd',
    ],
    [
      'hors de son volet',
      { qui: { perimetres: [{ appel: 'a', departements: [], volets: ['eau'] }] } },
      'Ce dossier n’est pas de ceux pour lesquels la secrétaire générale signe',
    ],
  ])('%s', (_, cas, attendu) => {
    expect(juger(cas)).toBe(attendu)
  })
})

test('de deux délégations, celle qui ouvre sert\u00a0; si aucune n’ouvre, la plus proche dit pourquoi', () => {
  const finie = { ...DELEGATION, id: 'vieille', au: '2026-03-31' }
  const petite = { ...DELEGATION, id: 'petite', plafondActe: 500_000 }
  const r = competence(SG, [finie, petite, DELEGATION], ACTE)
  expect(r.ok && r.value?.id).toBe('d')
  const aucune = competence(SG, [petite, finie], ACTE)
  expect(aucune.ok || aucune.error.replaceAll('\u00a0', ' ')).toBe(
    'Cet acte de 10 000 € dépasse le plafond de 5 000 € de la délégation du 3 mars 2026',
  )
})

test('signés ensemble, deux actes ne passent pas le plafond que chacun respecte', () => {
  const moitie = { ...ACTE, montant: 500_001, ajout: 500_001 }
  expect(competences(SG, [DELEGATION], [moitie])).toMatchObject({ ok: true })
  const r = competences(SG, [DELEGATION], [moitie, moitie])
  expect(r).toMatchObject({ ok: false, error: { rang: 1 } })
  expect(r.ok || r.error.phrase).toContain('il en reste 4\u00a0999,99\u00a0€')
  expect(DELEGATION.emploi.acte).toBe(9_000_000)
})
