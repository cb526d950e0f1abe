import { formatEuros } from '../../../lib/euros.ts'
import { Tableau } from '../../../ui/table.tsx'
import type { Totaux } from './totaux.ts'

const ANNONCER = 'ecart annoncer'
const PORTER = 'ecart porter'
/** The list of the envelopes that one may choose. */
export const CHOIX_DE_L_ECART = 'ecart'
/** What a button of the totals asks: `porter`, on an envelope that is chosen beside it. */
export const ecartDemande = (ordre: string | undefined): 'annoncer' | 'porter' | undefined =>
  ordre === ANNONCER ? 'annoncer' : ordre === PORTER ? 'porter' : undefined

/** Under the envelopes, where they do not make what is announced: both totals, the gap, and the two ways to close it. Each button keeps what is typed first. */
export const TotauxAnnonces = ({ totaux: { annonce, total, recoivent } }: { totaux: Totaux }) => (
  <div class="gt-studio__totaux" id="totaux">
    <Tableau
      legende="Totaux"
      dense
      empile={false}
      lignes={[
        { dit: 'Total annoncé', montant: annonce },
        { dit: 'Somme des enveloppes', montant: total },
      ]}
      colonnes={[
        { titre: 'Total', cellule: l => l.dit },
        { titre: 'Montant', num: true, cellule: l => formatEuros(l.montant) },
      ]}
      pied={[annonce > total ? 'Il manque' : 'Il y a en trop', formatEuros(Math.abs(annonce - total))]}
    />
    <div class="gt-studio__ecart">
      {recoivent.length > 0 && (
        <>
          <div class="fr-select-group">
            <label class="fr-label" for={CHOIX_DE_L_ECART}>
              Enveloppe qui {annonce > total ? 'reçoit' : 'rend'} l’écart
            </label>
            <select class="fr-select" id={CHOIX_DE_L_ECART} name={CHOIX_DE_L_ECART}>
              {recoivent.map(e => (
                <option value={e.code}>
                  {e.nom}, qui aurait {formatEuros(e.montant)}
                </option>
              ))}
            </select>
          </div>
          <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" name="ordre" value={PORTER}>
            Porter l’écart sur cette enveloppe
          </button>
        </>
      )}
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" name="ordre" value={ANNONCER}>
        Annoncer la somme des enveloppes
      </button>
    </div>
  </div>
)
