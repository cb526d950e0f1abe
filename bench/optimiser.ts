// Allocation of an envelope with every kind of constraint, for N invented dossiers (deterministic): what `npm run bench` measures.
import { probleme } from '../src/features/optimiseur/index.ts'
import { hasard } from '../src/lib/hasard.ts'

/** Half of the money asked can be granted; floors, lots, shares by département, volet and group, ceiling, floor, laureates, threshold, hand, incompatibilities. */
export function inventer(nombre: number, graine: number) {
  const de = hasard(graine)
  const dossiers = Array.from({ length: nombre }, (_, i) => dossierInvente(i, de))
  const demande = dossiers.reduce((s, d) => s + d.demande, 0)
  const enveloppe = Math.round(demande * 0.5)
  const part = (famille: string, valeur: string, sens: string, dixMilliemes: number) => ({
    id: `${famille}-${valeur}-${sens}`,
    libelle: valeur,
    famille,
    valeur,
    sens,
    quota: { dixMilliemes },
  })
  const paire = (n: number) => ({ id: `i${n}`, dossiers: [`d${2 * n * 5}`, `d${2 * n * 5 + 3}`] })
  return probleme.parse({
    objectifs: ['points', 'beneficiaires', 'dossiers'],
    dossiers,
    contraintes: {
      enveloppe,
      parts: [
        part('departement', '2A', 'au_moins', 3500),
        part('departement', '2B', 'au_moins', 4000),
        ...['1', '2', '3', '4'].flatMap(v => [part('volet', v, 'au_moins', 1500), part('volet', v, 'au_plus', 3200)]),
        part('groupe', 'petites', 'au_moins', 3000),
      ],
      plafond: 9_000_000,
      plancher: 300_000,
      laureatsMax: Math.round(nombre * 0.62),
      seuil: 800,
      incompatibilites: Array.from({ length: Math.floor(nombre / 12) }, (_, n) => paire(n)),
      montantsReduits: true,
      lotsSeuls: true,
    },
  })
}

function dossierInvente(i: number, de: (max: number) => number) {
  const lot = (n: number) => {
    const montant = 200_000 + de(4_000_000)
    return { id: `l${n}`, libelle: `Lot ${n}`, montant, plancher: de(2) ? montant : Math.round(montant * 0.7) }
  }
  const lots = de(10) === 0 ? [lot(1), lot(2)] : []
  const demande = lots.length ? lots.reduce((s, l) => s + l.montant, 0) : 500_000 + de(8_400_000)
  const points = 500 + de(2500)
  const main = points >= 800 && de(50) === 0 ? { geste: 'retenir' } : de(50) === 0 ? { geste: 'exclure' } : null
  return {
    id: `d${i}`,
    libelle: `Dossier ${i}`,
    points,
    beneficiaires: de(20_000),
    demande,
    plancher: lots.length ? Math.min(...lots.map(l => l.plancher)) : de(2) ? demande : Math.round(demande * (0.6 + de(30) / 100)),
    lots,
    departement: de(9) < 4 ? '2A' : '2B',
    volet: String(1 + de(4)),
    groupes: de(2) ? ['petites'] : [],
    main: i % 10 === 0 ? null : main,
  }
}
