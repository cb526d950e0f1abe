import { describe, expect, test } from 'vitest'
import { jouerEnvois } from '../../features/notifications/index.ts'
import { paths } from '../../paths.ts'
import { ouvrirDecisions } from '../decisions.ts'
import { autorite } from '../signataires.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { SLUG } from '../vico.ts'

/** A call for which a prefect signs: the service presents, the prefect reads, signs or refuses, the service engages, sends and pays. Each mode has its own lauréats. */
const s = ouvrirSite(async () => {
  const m = await ouvrirDecisions()
  m.w.regler('2021-11-01T14:00:00')
  return { ...m, qui: await autorite(m.w, m.admin.cookie) }
})
const { administration: a, signatures: g } = paths

describe.each(modes())('après les décisions, %s', (_, script, largeur) => {
  test('je présente, le préfet lit, signe et refuse, je colle les engagements, les lettres et les arrêtés partent, les avances s’exportent', async () => {
    const { m } = s
    m.w.regler('2021-11-01T14:00:00')
    // what the mode before left with the service is nobody's here
    await m.w.owner.query("update dossier set etat = 'retire' where etat = 'delibere'")
    const dossiers = await m.dossiers(2)
    for (const d of dossiers) await m.decide(d, { sens: 'retenu', montant: 500_000 })
    const service = await s.entrer(m.admin, script, largeur)
    const prefet = await s.entrer(m.qui.prefet, script, largeur)
    const toutCocher = async () => {
      for (const boite of await service.page.locator('[name=lignes]').all()) if (!(await boite.isChecked())) await cocher(boite)
    }
    await service.aller(`${a.bureau(SLUG)}?vue=bloque`)
    await service.lu('Actes et paiements', 'À présenter')
    await service.controler()
    if (!script) {
      // on a telephone a row is a short card, its steps behind their signs, and the acts follow
      const cartes = service.page.locator('.gt-bureau tbody tr')
      for (const c of await cartes.all()) expect((await c.boundingBox())!.height).toBeLessThan(150)
      await service.page.locator('summary', { hasText: 'Étapes de' }).first().click()
      await service.page.locator('details[open]').getByText('après signature').first().waitFor()
      await cartes.last().scrollIntoViewIfNeeded()
      expect(
        await service.page.getByRole('button', { name: 'Présenter à la signature' }).evaluate(e => e.getBoundingClientRect().top >= 0),
      ).toBe(true)
      await service.controler()
    }
    await service.presser('Présenter à la signature')
    await service.lu('2 décisions présentées à la signature.')
    await service.aller(`${a.bureau(SLUG)}?vue=signer`)
    await toutCocher()
    await service.presser('Reprendre avant signature')
    await service.lu('2 décisions reprises')
    await service.aller(`${a.bureau(SLUG)}?vue=bloque`)
    await service.presser('Présenter à la signature')
    await service.lu('2 décisions présentées à la signature.')

    await prefet.aller(g.aSigner)
    await prefet.lu('À signer', 'Arrête', 'Enveloppe')
    await prefet.controler()
    await prefet.suivre('Refuser ce document')
    await prefet.page.fill('[name=note]', 'Préciser le calendrier.')
    await prefet.controler()
    await prefet.presser('Rendre au service')
    await prefet.lu('Le porteur n’en reçoit rien.')
    if (script) {
      // the last line is shown: it is read
      await prefet.page.locator('[data-signature-target=lire]').scrollIntoViewIfNeeded()
      await prefet.page.waitForFunction(() => document.querySelector('[name=actes]:checked') !== null)
    } else await prefet.presser('J’ai lu ce document')
    await prefet.page.locator('button[data-signature-target=bouton]').click()
    await prefet.lu('1 décision signée', 'Reprendre cette signature')
    await prefet.presser('Reprendre cette signature')
    await prefet.lu('1 signature reprise')
    await prefet.page.locator('button[data-signature-target=bouton]').click()
    await prefet.lu('Aucune décision ne vous attend.')
    await prefet.controler()

    m.w.regler('2021-11-01T14:15:00')
    await service.aller(`${a.bureau(SLUG)}?vue=bloque`)
    await service.lu('Préciser le calendrier.', 'dossier attend son numéro')
    const pret = service.page.locator('#engagements-colles')
    await pret.fill(
      (await pret.inputValue())
        .split('\n')
        .map((l, i) => `${l.trim()}${script ? 21 : 22}000000${i}0`)
        .join('\n'),
    )
    await service.presser('Enregistrer les numéros')
    await service.lu('numéro d’engagement écrit')
    await service.presser('Envoyer les lettres prêtes')
    await service.lu(/lettres? part/)
    await jouerEnvois(m.w.deps)
    await service.aller(`${a.bureau(SLUG)}?vue=payer`)
    await service.lu('À ordonner')
    await service.presser('Ordonner les avances')
    await service.lu('1 avance ordonnée.')
    await service.presser('Exporter en CSV')
    await service.lu('Fichiers de paiement')
    await service.controler()
    await service.page.locator('form[action$="/annulation"] button').first().click()
    await service.lu('peuvent être exportées à nouveau')
    await service.presser('Exporter en CSV')
    await service.aller(`${a.bureau(SLUG)}?vue=payer`)
    await service.presser('Constater les paiements')
    await service.lu('1 paiement constaté.')
    expect(dossiers).toHaveLength(2)
  }, 120_000)
})
