import { describe, expect, it } from 'vitest'
import { comprendreAvenant, type SaisieAvenant } from './avenants.rules.ts'

const vigueur = { aujourdhui: '2022-03-01', fin: '2022-09-30', accorde: 900_000, base: 1_200_000, verse: 270_000 }
const saisie = (p: Partial<SaisieAvenant>): SaisieAvenant => ({
  objets: [],
  fin: '',
  montant: '',
  objet: '',
  partenaire: '',
  motif: 'Retard du marché.',
  ...p,
})

describe('une demande d’avenant', () => {
  it.each([
    ['rien de coché', {}, 'objets', 'Cochez'],
    ['sans motif', { objets: ['delai'], fin: '31/12/2022', motif: '' }, 'motif', 'Dites pourquoi'],
    ['un délai illisible', { objets: ['delai'], fin: 'bientôt' }, 'fin', 'Indiquez la nouvelle date'],
    ['un délai plus court', { objets: ['delai'], fin: '30/09/2022' }, 'fin', 'ne prolonge pas'],
    ['un délai de plus de cinq ans', { objets: ['delai'], fin: '01/10/2027' }, 'fin', 'Vérifiez son année'],
    ['un montant illisible', { objets: ['montant'], montant: 'plus' }, 'montant', 'plus'],
    ['nul', { objets: ['montant'], montant: '0' }, 'montant', 'renoncez'],
    ['le même', { objets: ['montant'], montant: '9 000' }, 'montant', 'déjà de'],
    ['sous ce qui est versé', { objets: ['montant'], montant: '2 699,99' }, 'montant', 'déjà ordonnés ou versés'],
    ['au-dessus de la base', { objets: ['montant'], montant: '12 000,01' }, 'montant', 'dépense éligible'],
    ['un objet vide', { objets: ['objet'] }, 'objet', 'Décrivez'],
    ['une structure tue', { objets: ['partenaire'] }, 'partenaire', 'quelle structure'],
    ['un texte sans fin', { objets: ['objet'], objet: 'x'.repeat(4001) }, 'objet', 'trop long'],
  ] as const)('%s\u00a0: refusée, et le champ le dit', (_, p, champ, phrase) => {
    const lu = comprendreAvenant(saisie(p), vigueur)
    expect(lu.ok).toBe(false)
    if (!lu.ok) expect(lu.errors[champ]).toContain(phrase)
  })

  it('un délai se prolonge de cinq ans au plus, à compter de la fin convenue', () => {
    expect(comprendreAvenant(saisie({ objets: ['delai'], fin: '30/09/2027' }), vigueur).ok).toBe(true)
    const sans = (fin: string) => comprendreAvenant(saisie({ objets: ['delai'], fin }), { ...vigueur, fin: null }).ok
    expect([sans('01/03/2027'), sans('02/03/2027')]).toEqual([true, false])
  })

  it('après le terme, un délai ne se prolonge plus', () => {
    const lu = comprendreAvenant(saisie({ objets: ['delai'], fin: '31/12/2023' }), { ...vigueur, aujourdhui: '2022-10-01' })
    expect(lu).toMatchObject({ ok: false, errors: { fin: expect.stringContaining('avant son terme') } })
  })

  it('plusieurs changements à la fois\u00a0; les champs non cochés sont laissés de côté', () => {
    const lu = comprendreAvenant(saisie({ objets: ['delai', 'montant'], fin: '31/12/2022', montant: '2 700', objet: 'oublié' }), vigueur)
    expect(lu).toEqual({
      ok: true,
      value: { objets: ['delai', 'montant'], demande: { fin: '2022-12-31', montant: 270_000 }, motif: 'Retard du marché.' },
    })
  })
})
