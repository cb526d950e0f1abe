import { formatEuros } from '../../lib/euros.ts'
import { EmptyState } from '../../ui/blocs.tsx'
import { TYPES_STRUCTURE, type TypeStructure } from '../cahier/index.ts'
import { type LaureatPublie, motProjets, totaux } from './publication.ts'
import { ancreLaureat } from './situer.ts'

/** Every project by département, numbered as on the map. */
export const ListeLaureats = ({ laureats }: { laureats: readonly LaureatPublie[] }) => {
  if (laureats.length === 0)
    return <EmptyState titre="Aucun lauréat ne correspond.">Retirez un filtre, ou cherchez un autre mot.</EmptyState>
  const parDepartement = Map.groupBy(
    laureats.toSorted((a, b) => a.n - b.n),
    l => l.departementNom,
  )
  return [...parDepartement].map(([departement, membres]) => (
    <section aria-label={departement}>
      <h3 class="gt-laureats-groupe">
        {departement}
        <span>
          {motProjets(membres.length)}, {formatEuros(totaux(membres).aide)}
        </span>
      </h3>
      <ul class="gt-laureats">
        {membres.map(l => (
          <Ligne l={l} />
        ))}
      </ul>
    </section>
  ))
}

const Ligne = ({ l }: { l: LaureatPublie }) => (
  <li class="gt-laureat" id={ancreLaureat(l)}>
    <span class="gt-laureat-n">{l.n}</span>
    <div>
      <h4>{l.titre}</h4>
      <p>
        {[...new Set([l.porteur.nom, TYPES_STRUCTURE[l.porteur.type as TypeStructure] ?? l.porteur.type])].join(' · ')}
        {l.partenaires.length > 0 && <>, avec {l.partenaires.map(p => p.nom).join(', ')}</>}
      </p>
      {l.voletTitre && <p class="gt-sous">{l.voletTitre}</p>}
    </div>
    <p class="gt-laureat-aide">
      <strong>{formatEuros(l.aide)}</strong>
      {l.cout !== null && <span class="gt-sous">sur {formatEuros(l.cout)}</span>}
    </p>
  </li>
)
