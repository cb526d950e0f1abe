import { type Probleme, probleme } from '../features/optimiseur/index.ts'
export type DossierSaisi = Partial<Probleme['dossiers'][number]> & { id: string }

/** A small problem: dossiers of 50 000 € worth 20 points, all or nothing, unless said otherwise. */
export const poserProbleme = (dossiers: DossierSaisi[], contraintes: Partial<Probleme['contraintes']>, objectifs = ['points']) =>
  probleme.parse({
    objectifs,
    dossiers: dossiers.map(d => ({
      libelle: d.id,
      points: 2000,
      beneficiaires: 0,
      demande: 5_000_000,
      plancher: d.demande ?? 5_000_000,
      departement: '2A',
      volet: '1',
      ...d,
    })),
    contraintes: { enveloppe: 10_000_000, montantsReduits: true, lotsSeuls: true, ...contraintes },
  })
