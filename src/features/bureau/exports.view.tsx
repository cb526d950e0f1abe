import { formatInstant } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/blocs.tsx'
import { BoutonPost, Formulaire } from '../../ui/form.tsx'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import type { ExportFait } from './bureau.queries.ts'
import type { APayer } from './exporter.ts'

type Props = { appel: Appel; aExporter: readonly APayer[]; exports: readonly ExportFait[] }

/** What may be paid now, and the files that were given to whoever pays. */
export const Exports = ({ appel, aExporter, exports }: Props) => {
  const total = aExporter.reduce((t, x) => t + x.montant, 0)
  return (
    <section aria-labelledby="payer" class="fr-mt-5w gt-bureau__payer">
      <h2 class="fr-h4" id="payer">
        À payer
      </h2>
      {aExporter.length === 0 ? (
        <p>Aucun ordre n’attend d’être exporté.</p>
      ) : (
        <>
          <Tableau
            legende="Ordres qui peuvent être payés"
            legendeCachee
            dense
            lignes={aExporter}
            colonnes={[
              { titre: 'Lauréat', cellule: x => x.porteur },
              { titre: 'Acte', cellule: x => x.acte },
              { titre: 'Engagement', cellule: x => x.ej },
              { titre: 'SIREN', cellule: x => x.siren ?? '–' },
              { titre: 'À payer', num: true, cellule: x => formatEuros(x.montant, { centimes: true }) },
            ]}
            pied={[pluriel(aExporter.length, 'paiement'), '', '', '', formatEuros(total, { centimes: true })]}
          />
          <Formulaire action={paths.administration.exportsPaiements(appel.slug)}>
            <button class="fr-btn" type="submit" name="format" value="ods">
              Exporter {pluriel(aExporter.length, 'paiement')}, {formatEuros(total, { centimes: true })} (ODS)
            </button>{' '}
            <button class="fr-btn fr-btn--secondary" type="submit" name="format" value="csv">
              Exporter en CSV
            </button>
          </Formulaire>
          <p class="gt-sous">
            Colonnes du guichet, décrites dans sa documentation. Le paiement lui-même se fait dans l’outil comptable de l’État.
          </p>
        </>
      )}
      {exports.length > 0 && (
        <Tableau
          legende="Fichiers de paiement"
          dense
          lignes={exports}
          colonnes={[
            {
              titre: 'Fichier',
              cellule: x => (
                <a href={paths.administration.exportPaiements(appel.slug, x.id)} data-turbo="false">
                  n°&nbsp;{x.rang} ({x.format.toUpperCase()})
                </a>
              ),
            },
            { titre: 'Fait le', cellule: x => formatInstant(x.le) },
            { titre: 'Paiements', num: true, cellule: x => x.lignes },
            { titre: 'Montant', num: true, cellule: x => formatEuros(x.montant, { centimes: true }) },
            { titre: 'Payés', num: true, cellule: x => x.paye },
            { titre: 'Empreinte (SHA-256)', cellule: x => <code class="gt-sous">{x.sha256.slice(0, 16)}…</code> },
            {
              titre: 'Annuler',
              titreCache: true,
              cellule: x =>
                x.annuleLe ? (
                  <Badge ton="neutre">Annulé</Badge>
                ) : x.paye > 0 ? (
                  '–'
                ) : (
                  <BoutonPost action={paths.administration.annulationExport(appel.slug, x.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
                    Annuler<span class="fr-sr-only"> le fichier n°&nbsp;{x.rang}</span>
                  </BoutonPost>
                ),
            },
          ]}
        />
      )}
    </section>
  )
}
