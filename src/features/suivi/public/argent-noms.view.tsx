import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Part } from '../../../ui/part.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { motProjets } from '../../laureats/index.ts'
import type { ArgentProps } from './argent.donnees.ts'
import { nomEntreprise, ouDe } from './argent.mots.ts'

/** Names shown of each kind; the folds and the files have them all. */
const PREMIERS = 6
const TOUS_MAX = 300
const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)

/** Who was paid with the aids of a call, the most first. */
export const EntreprisesPayees = ({ entreprises, noms, choisi, forfait }: ArgentProps) => {
  if (forfait) return null
  const max = Math.max(1, ...entreprises.map(e => e.depense))
  const tableau = (lignes: ArgentProps['entreprises'], legende: string) => (
    <Tableau
      legende={legende}
      dense
      lignes={lignes}
      vide={<p>Aucune commande n’est publiée à ce jour.</p>}
      colonnes={[
        {
          titre: 'Entreprise',
          cellule: e => (
            <>
              {e.siren ? <a href={paths.argent.entreprise(e.siren)}>{nomEntreprise(e)}</a> : nomEntreprise(e)}
              <span class="gt-sous gt-bloc">{ouDe(e, noms)}</span>
            </>
          ),
        },
        { titre: 'Projets', cellule: e => e.projets, num: true },
        {
          titre: 'Reçu de l’aide',
          cellule: e => (
            <>
              {formatEuros(e.depense)}
              <Part part={e.depense / max} hauteur={8} />
            </>
          ),
          num: true,
        },
      ]}
    />
  )
  return (
    <section aria-labelledby="entreprises">
      <h2 class="fr-h4" id="entreprises">
        Entreprises payées
      </h2>
      {tableau(entreprises.slice(0, PREMIERS), `${choisi.titre}, les premières`)}
      {entreprises.length > PREMIERS && (
        <details class="gt-projet__pli">
          <summary>Toutes les entreprises</summary>
          {tableau(entreprises.slice(0, TOUS_MAX), 'Toutes les entreprises payées')}
        </details>
      )}
    </section>
  )
}

/** Who was granted most. */
export const PorteursAides = ({ aides, choisi }: ArgentProps) => {
  const porteurs = [...Map.groupBy(aides, a => a.porteur.siren ?? a.porteur.nom)]
    .map(([, siens]) => ({
      porteur: siens[0]!.porteur,
      ou: siens[0]!.departementNom,
      projets: siens.length,
      accorde: somme(siens.map(a => a.aide)),
    }))
    .sort((a, b) => b.accorde - a.accorde || a.porteur.nom.localeCompare(b.porteur.nom, 'fr'))
  const max = Math.max(1, ...porteurs.map(x => x.accorde))
  return (
    <section aria-labelledby="porteurs">
      <h2 class="fr-h4" id="porteurs">
        Porteurs aidés
      </h2>
      <Tableau
        legende={`${choisi.titre}, les premiers`}
        dense
        lignes={porteurs.slice(0, PREMIERS)}
        colonnes={[
          {
            titre: 'Porteur',
            cellule: x => (
              <>
                {x.porteur.siren ? <a href={paths.argent.porteur(x.porteur.siren)}>{x.porteur.nom}</a> : x.porteur.nom}
                <span class="gt-sous gt-bloc">{x.ou}</span>
              </>
            ),
          },
          { titre: 'Projets', cellule: x => x.projets, num: true },
          {
            titre: 'Accordé',
            cellule: x => (
              <>
                {formatEuros(x.accorde)}
                <Part part={x.accorde / max} hauteur={8} />
              </>
            ),
            num: true,
          },
        ]}
      />
      <p>
        <a href={paths.projetsAides({ appel: choisi.slug })}>{motProjets(aides.length)}, sur la carte</a>
      </p>
    </section>
  )
}
