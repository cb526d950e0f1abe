import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { Part } from '../../../ui/part.tsx'
import { TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { ancreDisque, ancreLaureat, motProjets, totaux } from '../../laureats/index.ts'
import type { AidePublique } from './aides.queries.ts'
import { partDe } from './argent.mots.ts'
import { ETATS, etatDe } from './etat.rules.ts'

/** Every project by département, numbered as on the map: a number leads to its disc, and a disc to its line. */
export const ListeAides = ({ aides, carte }: { aides: readonly AidePublique[]; carte: boolean }) => {
  const parDepartement = Map.groupBy(
    aides.toSorted((a, b) => a.n - b.n),
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
          <Ligne l={l} carte={carte} />
        ))}
      </ul>
    </section>
  ))
}

const Ligne = ({ l, carte }: { l: AidePublique; carte: boolean }) => {
  const etat = etatDe(l)
  return (
    <li class="gt-laureat" id={ancreLaureat(l)}>
      {carte ? (
        <a class="gt-laureat-n" href={`#${ancreDisque(l)}`} aria-label={`${l.n}, le voir sur la carte`}>
          {l.n}
        </a>
      ) : (
        <span class="gt-laureat-n">{l.n}</span>
      )}
      <div>
        <h4>
          <a href={paths.projet.voir(l.numero)}>{l.titre}</a>
        </h4>
        <p>
          {[...new Set([l.porteur.nom, TYPES_STRUCTURE[l.porteur.type as TypeStructure] ?? l.porteur.type])].join(' · ')}
          {l.partenaires.length > 0 && <>, avec {l.partenaires.map(p => p.nom).join(', ')}</>}
        </p>
        {l.voletTitre && <p class="gt-sous">{l.voletTitre}</p>}
        {etat !== 'en_cours' && <Badge ton={ETATS[etat].ton}>{ETATS[etat].mot}</Badge>}
        {l.bilans.length > 0 && (
          <p class="gt-laureat-depense">
            <Part part={l.depense / l.aide} motif={l.attendu ? 'diagonales' : 'plein'} hauteur={10} />
            <span class="gt-sous">
              {formatEuros(l.depense)} dépensés, {partDe(l.depense, l.aide)}
              {l.attendu && ', dernier chiffre connu'}
            </span>
          </p>
        )}
      </div>
      <p class="gt-laureat-aide">
        <strong>{formatEuros(l.aide)}</strong>
        {l.cout !== null && <span class="gt-sous">sur {formatEuros(l.cout)}</span>}
      </p>
    </li>
  )
}
