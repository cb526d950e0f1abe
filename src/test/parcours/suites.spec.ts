import { describe, expect, test } from 'vitest'
import { jouerEnvois } from '../../features/notifications/index.ts'
import { paths } from '../../paths.ts'
import { ouvrirDecisions } from '../decisions.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { SLUG } from '../vico.ts'

/** After the comité: letters are confirmed and sent, an amount is corrected, what comes back goes to the first of the reserve list. */
const s = ouvrirSite(ouvrirDecisions)

describe.each(modes())('notifier, %s', (_, script, largeur) => {
  test('je confirme, j’envoie\u00a0; je corrige un montant, le rang 1 de la liste complémentaire prend ce qui reste, et leurs lettres partent', async () => {
    s.m.w.regler('2021-11-08T14:00:00')
    // those of the other mode are out of the way
    await s.m.w.owner.query("update dossier set etat = 'retire' where etat in ('liste_complementaire', 'delibere')")
    const [laureat, second] = (await s.m.dossiers(2)) as [string, string]
    await s.m.laisser(800_000)
    const avant = (await s.m.accorde())?.accorde ?? 0
    await s.m.decide(laureat, { sens: 'retenu', montant: 800_000 })
    await s.m.decide(second, { sens: 'liste_complementaire', rang: 1 })
    await s.m.laisser(0)
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    /** Confirms what is ticked and has the letters sent; with scripts the page follows by itself. */
    const notifier = async (nombre: number) => {
      await presser('Confirmer les décisions cochées')
      await lu(/décisions? confirmées?\. Relisez les lettres/)
      await presser(/^Envoyer/)
      await lu(new RegExp(`${nombre} lettres partent\\.`))
      await jouerEnvois(s.m.w.deps)
      if (!script) await page.reload()
      await lu(/Lettres à envoyer\s?0/)
    }
    await v.aller(paths.administration.notifications(SLUG))
    await lu('À confirmer')
    for (const x of await page.locator('input[name=decisions]').all()) await cocher(x, false)
    await presser('Confirmer les décisions cochées')
    await refuse('Cochez au moins une décision.')
    await v.verifierAxe()
    await v.aller(paths.administration.notifications(SLUG))
    await notifier(4)
    await v.verifierAxe()
    expect(await s.m.etat(laureat)).toBe('retenu')

    s.m.w.regler('2021-11-15T10:00:00')
    await v.aller(paths.administration.correction(SLUG, laureat))
    await lu(/Décision actuelle\s?: retenu, 8 000 €/)
    await page.fill('[name=montant]', '5 000')
    await cocher(page.locator('input[name=sens][value=partiel]'))
    await presser('Corriger la décision')
    await refuse('à corriger')
    expect(await page.inputValue('[name=montant]')).toBe('5 000')
    await v.verifierAxe()
    await page.fill('[name=raison]', 'Une erreur de calcul sur la base.')
    await presser('Corriger la décision')
    await lu('La décision est corrigée. Confirmez-la, puis envoyez sa lettre.')

    await suivre(/^Retenir le rang/)
    await lu('Reste pour ce dossier')
    await page.fill('[name=montant]', '9 000')
    await presser(/^Retenir le rang/)
    await refuse('à corriger')
    await v.verifierAxe()
    await page.fill('[name=montant]', '3 000')
    await page.fill('[name=conditions]', 'Associer les usagers.')
    await presser(/^Retenir le rang/)
    await lu(/Le rang 1 est retenu\./, 'Venu du rang 1')
    expect(await s.m.etat(second)).toBe('liste_complementaire')
    await notifier(4)
    expect(await s.m.etat(second)).toBe('retenu')
    expect((await s.m.accorde()).accorde - avant).toBe(800_000)
    expect(await s.m.lettre(second, s.m.vico.cookie)).toContain('Associer les usagers.')
    expect(await s.m.lettre(laureat, s.m.vico.cookie)).toContain('Une erreur de calcul sur la base.')
    await v.verifierAxe()
    v.sansIncident()
    await v.fermer()
  })
})
