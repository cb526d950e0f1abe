import { formatDateCivile, formatDateCivileCourte } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { Cle } from '../../../ui/plots/dessin.tsx'
import { Frise } from '../../../ui/plots/frise.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { joursEntre } from './chiffres.rules.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

const MONTRES = 20

/** Ends that slipped, on one line of time, with the last day of the call. */
export const Fins = ({ p }: { p: Portefeuille }) => {
  const montres = p.glissements.slice(0, MONTRES)
  const bornes = [...montres.flatMap(g => [g.initiale, g.annoncee]), ...(p.limite ? [p.limite.date] : [])].sort()
  const [debut, fin] = [bornes[0] ?? p.au, bornes.at(-1) ?? p.au]
  const large = Math.max(1, joursEntre(debut, fin))
  const place = (d: string) => 0.04 + (0.92 * joursEntre(debut, d)) / large
  const clauses = p.limite?.clauses.length ? ` (${p.limite.clauses.join(', ')})` : ''
  return (
    <section aria-labelledby="fins">
      <div class="gt-suivi__tete">
        <h2 class="fr-h4" id="fins">
          Fins de projet qui glissent
        </h2>
        {montres.length > 0 && (
          <Cle
            signes={[
              { signe: 'vide', libelle: 'fin initiale' },
              { signe: 'mediane', libelle: 'fin annoncée' },
              ...(p.limite ? [{ signe: 'repere' as const, libelle: `${formatDateCivile(p.limite.date)}${clauses}` }] : []),
            ]}
          />
        )}
      </div>
      <Tableau
        legende="Fins de projet qui glissent"
        legendeCachee
        dense
        lignes={montres}
        vide={<p>Aucune fin n’a glissé.</p>}
        colonnes={[
          { titre: 'Porteur', cellule: g => g.l.porteur },
          { titre: 'Initiale', cellule: g => formatDateCivileCourte(g.initiale) },
          { titre: 'Annoncée', cellule: g => <b>{formatDateCivileCourte(g.annoncee)}</b> },
          {
            titre: 'Glissement',
            cellule: g => (
              <>
                {g.apresLimite && (
                  <>
                    <span class="fr-icon-alert-line fr-icon--sm gt-suivi__attention" aria-hidden="true" />
                    <span class="fr-sr-only">après la limite, </span>
                  </>
                )}{' '}
                +{pluriel(g.jours, 'jour')}
              </>
            ),
            num: true,
          },
          {
            titre: 'Frise',
            titreCache: true,
            class: 'gt-suivi__frise',
            cellule: g => <Frise avant={place(g.initiale)} apres={place(g.annoncee)} limite={p.limite && place(p.limite.date)} />,
          },
        ]}
      />
      {p.glissements.length > MONTRES && (
        <p class="gt-source">Et {pluriel(p.glissements.length - MONTRES, 'autre')}, dans la feuille des projets.</p>
      )}
    </section>
  )
}
