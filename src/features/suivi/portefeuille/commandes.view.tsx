import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Avance } from '../../../ui/plots/avance.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { ecrireDemande } from './choix.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

const exact = (c: number) => formatEuros(c, { centimes: true })
/** Registered offices shown one by one; the others together. */
const MONTRES = 12

/** Where the orders went, by registered office of the companies (C5.10). */
export const Commandes = ({ p }: { p: Portefeuille }) => {
  const d = p.destinations
  const part = d.credits > 0 ? d.ici / d.credits : 0
  const max = Math.max(1, ...d.lignes.map(l => l.credits))
  return (
    <section aria-labelledby="commandes">
      <h2 class="fr-h4" id="commandes">
        Où sont allées les commandes
      </h2>
      {d.commandes === 0 ? (
        <p>Aucune commande n’est encore déclarée.</p>
      ) : (
        <div class="gt-suivi__cote">
          <div>
            <Avance
              total={d.credits}
              parts={[
                { valeur: d.ici, motif: 'plein' },
                { valeur: d.credits - d.ici, motif: 'diagonales' },
              ]}
              hauteur={24}
            />
            <p class="gt-suivi__parts">
              <span>
                Sur le territoire <b>{formatTaux(part, 0)}</b>
              </span>
              <span>
                Hors du territoire <b>{formatTaux(d.credits > 0 ? 1 - part : 0, 0)}</b>
              </span>
            </p>
            <p class="gt-source">
              Crédits consommés, par siège de l’entreprise. {pluriel(d.commandes, 'commande')},{' '}
              {d.etranger > 0 ? `dont ${formatNombre(d.etranger)} à des entreprises étrangères` : 'aucune à une entreprise étrangère'}.
            </p>
            {p.instruit && (
              <p>
                <a class="fr-link fr-icon-arrow-right-line fr-link--icon-right" href={ecrireDemande(paths.suivi.entreprises, p.demande)}>
                  La liste des entreprises
                </a>
              </p>
            )}
          </div>
          <Tableau
            legende="Commandes par siège des entreprises"
            legendeCachee
            dense
            lignes={regroupees(d.lignes)}
            colonnes={[
              { titre: 'Siège', cellule: l => l.libelle },
              { titre: 'Commandes', cellule: l => formatNombre(l.commandes), num: true },
              { titre: 'Montant HT', cellule: l => exact(l.ht), num: true },
              { titre: 'Crédits', cellule: l => exact(l.credits), num: true },
              {
                titre: 'Part',
                cellule: l => (
                  <span class="gt-suivi__part">
                    <Avance total={max} parts={[{ valeur: Math.min(max, l.credits), motif: l.ici ? 'plein' : 'diagonales' }]} />
                    {formatTaux(l.part, 0)}
                  </span>
                ),
                num: true,
              },
            ]}
            pied={['Total', formatNombre(d.commandes), exact(d.ht), exact(d.credits), d.credits > 0 ? formatTaux(1, 0) : '–']}
          />
        </div>
      )}
    </section>
  )
}

function regroupees(lignes: Portefeuille['destinations']['lignes']) {
  if (lignes.length <= MONTRES + 1) return lignes
  const autres = lignes.slice(MONTRES)
  const somme = (de: 'commandes' | 'ht' | 'credits' | 'part') => autres.reduce((s, l) => s + l[de], 0)
  const libelle = `${autres.length} autres sièges`
  return [
    ...lignes.slice(0, MONTRES),
    { code: '', libelle, ici: false, commandes: somme('commandes'), ht: somme('ht'), credits: somme('credits'), part: somme('part') },
  ]
}
