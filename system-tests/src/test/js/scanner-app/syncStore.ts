// In src/stores/syncStore.ts - add these methods

syncToServer: async () => {
  const state = get();
  if (!state.isOnline || state.pendingScans.length === 0) {
    return { success: false, message: 'Nothing to sync or offline' };
  }

  const authStore = useAuthStore.getState();
  const { eventDetails, deviceId, session } = authStore;
  
  if (!eventDetails?.event_id || !deviceId || !session) {
    return { success: false, message: 'Not authenticated' };
  }

  set({ isSyncing: true });

  try {
    const response = await syncAPI.syncScans(
      eventDetails.event_id,
      deviceId,
      session,
      state.pendingScans.map(scan => ({
        qrCode: scan.qrCode,
        scannedAt: scan.scannedAt,
        ticketTypes: scan.ticketTypes,
      }))
    );

    // Remove successfully synced scans
    const syncedQRCodes = response.results
      .filter(r => r.sync_status === 'synced' || r.sync_status === 'duplicate')
      .map(r => r.qrcode);

    set(state => ({
      pendingScans: state.pendingScans.filter(
        scan => !syncedQRCodes.includes(scan.qrCode)
      ),
      lastSyncTime: Date.now(),
      syncedScans: state.syncedScans + response.summary.successful,
      isSyncing: false,
    }));

    return {
      success: true,
      summary: response.summary,
    };
  } catch (error) {
    set({ isSyncing: false });
    return { success: false, message: 'Sync failed' };
  }
},
