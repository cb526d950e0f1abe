import type { Child } from 'hono/jsx'
import { formatJourCourt } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import type { Vue } from './etapes.rules.ts'

type Props = { slug: string; vue: Vue; aSigner: boolean; instant: Date }
type Acte = 'presenter' | 'reprendre' | 'envoyer' | 'ordonner' | 'constater'

/** Acts that the rows of a view may need: those that one reaches for stand in the bar, the others behind. */
const ACTES: Record<Vue, { enVue: readonly Acte[]; autres: readonly Acte[] }> = {
  tous: { enVue: ['presenter', 'envoyer'], autres: ['reprendre', 'ordonner'] },
  bloque: { enVue: ['presenter', 'envoyer'], autres: [] },
  signer: { enVue: ['reprendre'], autres: [] },
  // first, for Enter in the field of its date
  payer: { enVue: ['constater', 'ordonner'], autres: [] },
  lire: { enVue: ['constater', 'ordonner'], autres: [] },
  fait: { enVue: [], autres: [] },
}
const possibles = (actes: readonly Acte[], aSigner: boolean) => actes.filter(a => aSigner || (a !== 'presenter' && a !== 'reprendre'))
/** Whether rows of this view are ticked for anything. */
export const seCoche = (vue: Vue) => ACTES[vue].enVue.length > 0

/** The bar of acts, above the rows and kept in sight while they pass. */
export const ActesDuBureau = ({ slug, vue, aSigner, instant }: Props) => {
  const [enVue, autres] = [possibles(ACTES[vue].enVue, aSigner), possibles(ACTES[vue].autres, aSigner)]
  const dessiner = (actes: readonly Acte[]) => actes.map(a => <UnActe a={a} principal={a === enVue.at(0)} slug={slug} instant={instant} />)
  return (
    <div class="gt-bureau__actes">
      <div class="gt-bureau__compte">
        <p data-selection-target="compte">Lignes cochées</p>
        <p class="fr-sr-only" role="status" data-selection-target="annonce" />
        <div class="fr-checkbox-group fr-checkbox-group--sm gt-avec-script">
          <input type="checkbox" id="tout-cocher" data-selection-target="page" data-action="selection#basculer" />
          <label class="fr-label" for="tout-cocher">
            Tout cocher
          </label>
        </div>
      </div>
      <div class="gt-bureau__boutons" role="group" aria-label="Actes sur les lignes cochées">
        {dessiner(enVue)}
        {autres.length > 0 && (
          <details class="gt-menu gt-menu--droite" data-controller="menu">
            <summary class="fr-btn fr-btn--sm fr-btn--secondary">Autres actes</summary>
            <div class="gt-menu__liste">{dessiner(autres)}</div>
          </details>
        )}
      </div>
    </div>
  )
}

const UnActe = ({ a, principal, slug, instant }: { a: Acte; principal: boolean; slug: string; instant: Date }) => {
  const b = paths.administration
  const bouton = (mots: Child, action?: string) => (
    <button class={`fr-btn fr-btn--sm${principal ? '' : ' fr-btn--secondary'}`} type="submit" formaction={action}>
      {mots}
    </button>
  )
  switch (a) {
    case 'presenter':
      return (
        <>
          <div class="fr-checkbox-group fr-checkbox-group--sm">
            <input type="checkbox" id="avec_acte" name="avec_acte" value="oui" checked />
            <label class="fr-label" for="avec_acte">
              Avec l’arrêté
            </label>
          </div>
          {bouton('Présenter à la signature')}
        </>
      )
    case 'reprendre':
      return bouton('Reprendre avant signature', b.reprisePresentation(slug))
    case 'envoyer':
      return bouton('Envoyer les lettres prêtes', b.lettresDues(slug))
    case 'ordonner':
      return bouton('Ordonner les avances', b.avances(slug))
    case 'constater':
      return (
        <div class="gt-bureau__paye">
          <label class="fr-label" for="verse_le">
            Payé le
          </label>
          <input class="fr-input" id="verse_le" name="verse_le" value={formatJourCourt(instant)} inputmode="numeric" />
          {bouton('Constater les paiements', b.paiements(slug))}
        </div>
      )
  }
}
