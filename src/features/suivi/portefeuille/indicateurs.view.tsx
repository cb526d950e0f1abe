import { pluriel } from '../../../lib/mots.ts'
import { Avance } from '../../../ui/plots/avance.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { nomPeriode } from '../periodes.ts'
import { cibleAtteinte, compteDes, partAtteinte } from './indicateurs.rules.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

const MONTRES = 20
const NOMBRE = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 })
export const valeurDite = (v: number | null, unite: string) =>
  v === null ? '–' : `${NOMBRE.format(v).replaceAll('\u202f', '\u00a0')}\u00a0${unite}`.trim()

/** Indicators against the targets that the dossiers set; the furthest from theirs first, then those of whom nothing is known. */
export const Indicateurs = ({ p }: { p: Portefeuille }) => {
  const c = compteDes(p.indicateurs)
  if (c.nombre === 0) return null
  const rang = (x: (typeof p.indicateurs)[number]) => (x.valeur === null ? 2 : (partAtteinte(x) ?? (cibleAtteinte(x) ? 1 : 0)))
  const tries = p.indicateurs.toSorted((a, b) => rang(a) - rang(b))
  return (
    <section aria-labelledby="indicateurs">
      <div class="gt-suivi__tete">
        <h2 class="fr-h4" id="indicateurs">
          Indicateurs et cibles
        </h2>
        <p class="gt-sous">
          {pluriel(c.atteintes, 'cible atteinte', 'cibles atteintes')} sur {c.nombre},{' '}
          {pluriel(c.declares, 'valeur déclarée', 'valeurs déclarées')}
        </p>
      </div>
      {p.instruit && (
        <>
          <Tableau
            legende="Indicateurs des projets, du départ à la cible"
            legendeCachee
            dense
            lignes={tries.slice(0, MONTRES)}
            colonnes={[
              { titre: 'Porteur', cellule: x => x.porteur },
              { titre: 'Indicateur', cellule: x => x.nom },
              { titre: 'Départ', cellule: x => valeurDite(x.depart, x.unite), num: true },
              {
                titre: 'Dernière valeur',
                cellule: x =>
                  x.valeur === null ? 'pas encore' : `${valeurDite(x.valeur, x.unite)} (${nomPeriode(x.fin!, p.cadence).court})`,
                num: true,
              },
              { titre: 'Cible', cellule: x => valeurDite(x.cible, x.unite), num: true },
              {
                titre: 'Chemin fait',
                class: 'gt-suivi__chemin',
                cellule: x => {
                  const part = partAtteinte(x)
                  if (cibleAtteinte(x)) return 'cible atteinte'
                  return part === null ? (
                    '–'
                  ) : (
                    <span class="gt-suivi__part">
                      <Avance total={100} parts={[{ valeur: part * 100, motif: 'plein' }]} />
                      {Math.floor(part * 100)}&nbsp;%
                    </span>
                  )
                },
              },
            ]}
          />
          {c.nombre > MONTRES && <p class="gt-source">Et {pluriel(c.nombre - MONTRES, 'autre')}, dans la feuille des indicateurs.</p>}
        </>
      )}
    </section>
  )
}
