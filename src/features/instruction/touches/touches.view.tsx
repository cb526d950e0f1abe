import type { PropsWithChildren } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { BoutonPost } from '../../../ui/form.tsx'

/** The letter that acts, written beside what it does; of no use, and not shown, without a script or once switched off. */
export const Touche = ({ children }: PropsWithChildren) => <kbd class="gt-touche gt-avec-script">{children}</kbd>

/** A page whose letters act: those of `data-touche`, while `actives`; `aller`, the place where one goes on after an act; `autre`, the script of the page itself. Ctrl+Enter sends the form that one is in, or the one that says so. */
export const AvecTouches = ({
  actives,
  aller,
  autre,
  children,
}: PropsWithChildren<{ actives: boolean; aller?: string | undefined; autre?: string }>) => (
  <div
    class={actives ? undefined : 'gt-sans-touches'}
    data-controller={autre ? `touches ${autre}` : 'touches'}
    data-touches-actives-value={String(actives)}
    data-touches-aller-value={aller}
  >
    {children}
  </div>
)

/** Where one switches them off, in one's own name. */
export const InterrupteurTouches = ({ actives, lettres, retour }: { actives: boolean; lettres?: string; retour: string }) => (
  <div class="gt-interrupteur">
    {actives ? (
      <>
        <p class="gt-sous gt-avec-script">Les touches {lettres ?? 'd’une lettre'} cochent ou déplacent, elles n’envoient rien.</p>
        <p class="gt-sous gt-sans-script">Sans script, aucune touche n’agit dans cette page.</p>
      </>
    ) : (
      <p class="gt-sous">Les touches d’une lettre sont coupées pour vous.</p>
    )}
    <BoutonPost action={paths.instruction.touches} champs={{ actives: actives ? 'non' : 'oui', retour }} class="gt-masquer">
      {actives ? 'Couper ces touches' : 'Remettre ces touches'}
    </BoutonPost>
  </div>
)
